using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Tells what a job left behind where a user looks: in the log of commands, which outlives the job, and in its state. A job that is removed stays for a
/// moment, so that whoever waits for its end sees it.
/// </summary>
internal sealed class LeftBehindNotice(JobEnvironment environment, Func<Task> settle)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(3);
    private (string Text, long At)? _told;
    private IDisposable? _timer;

    /// <summary>It was shown long enough, or there is nothing to show.</summary>
    public bool IsRead(JobState state) => state.LeftBehind is null || (_told is { } told && environment.BootTime.GetElapsedTime(told.At) >= Shown);

    /// <summary>Tells it once. Never throws: that it can't be told must not keep a job from ending.</summary>
    public async Task TellAsync(JobState state)
    {
        if (state.LeftBehind is not { } text || _told?.Text == text)
        {
            return;
        }

        _told = (text, environment.BootTime.GetTimestamp());
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
