using System.Globalization;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Processes;

/// <summary>Keeps a silo running: one that dies is started again, after a pause that doubles while it keeps dying soon.</summary>
/// <param name="run">Runs the silo to its end and gives its exit code; cancelled, it ends the silo in good order.</param>
/// <param name="log">Gets a line for every end.</param>
/// <param name="time">Measures pauses and lives.</param>
internal sealed class Supervisor(Func<CancellationToken, Task<int>> run, TextWriter log, TimeProvider time)
{
    /// <summary>In every line that this class writes.</summary>
    public const string Restarting = "it is started again in";

    /// <summary>The code of a silo that could not start.</summary>
    public const ExitCode NotStarted = ExitCode.NoSilo;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Until the silo ends in good order, cannot ever start (wrong settings), could not start the first time, or is told to end.</summary>
    /// <returns>The silo's last exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var hasLived = false;
        for (var pause = FirstPause; ; pause = Min(pause * 2, LongestPause))
        {
            var started = time.GetTimestamp();
            var code = await run(cancellationToken);
            if (cancellationToken.IsCancellationRequested || (ExitCode)code is ExitCode.Done or ExitCode.Usage or ExitCode.NotAllowed or ExitCode.Interrupted)
            {
                return code;
            }

            // The user who typed 'start' is there to fix what keeps the first one from starting; later ones are waited for.
            hasLived |= code != (int)NotStarted;
            if (!hasLived)
            {
                return code;
            }

            if (time.GetElapsedTime(started) > LongestPause)
            {
                pause = FirstPause;
            }

            await log.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{time.GetLocalNow():yyyy-MM-ddTHH:mm:sszzz} The silo ended with code {code}; {Restarting} {pause.TotalSeconds:0} s."));
            try
            {
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return code;
            }
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
