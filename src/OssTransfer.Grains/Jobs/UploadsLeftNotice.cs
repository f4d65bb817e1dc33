using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Says which uploads a job left unfinished where a user looks: in the log of commands, which outlives the job, and in its state. A job that is removed
/// stays for a moment, so that a command that waits for its end sees it.
/// </summary>
internal sealed class UploadsLeftNotice(JobEnvironment environment, Func<Task> settle)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(3);
    private (string Text, long At)? _noted;
    private IDisposable? _timer;

    /// <summary>It was shown long enough, or there is nothing to show.</summary>
    public bool IsRead(JobState state) => state.UploadsLeft is null || (_noted is { } noted && environment.BootTime.GetElapsedTime(noted.At) >= Shown);

    /// <summary>Notes it once. Never throws: a log that can't be written must not keep a job from ending.</summary>
    public async Task NoteAsync(JobState state)
    {
        if (state.UploadsLeft is not { } text || _noted?.Text == text)
        {
            return;
        }

        _noted = (text, environment.BootTime.GetTimestamp());
        _timer ??= environment.StartTimer(WakeAsync, Shown);
        try
        {
            await environment.LogCommand(new()
            {
                // The same after a crash, so that it stands there once.
                Id = string.Create(CultureInfo.InvariantCulture, $"{state.Incarnation:x16}-{state.Run?.Number}-left"),
                At = environment.Time.GetLocalNow(),
                Who = "osstransfer",
                From = "-",
                Machine = environment.Options.SiloName,
                Command = state.Status == JobStatus.Removing ? JobCommand.Remove.ToText() : JobCommand.Redo.ToText(),
                JobId = state.JobId,
                Code = ExitCode.Incomplete,
                Message = text,
            });
        }
        catch (Exception exception)
        {
            Log.NotNoted(environment.Logger, state.JobId, exception.Message);
        }
    }

    private Task WakeAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        _timer = null;
        return settle();
    }
}
