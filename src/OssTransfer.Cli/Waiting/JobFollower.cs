using OssTransfer.Cli.Client;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Waiting;

/// <summary>Follows a job with a live view until its pass ends. A silo that is away for a moment is waited for.</summary>
internal sealed class JobFollower(IJobClient client, Shell shell, StatsOptions? stats = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>The job when it no longer works.</summary>
    /// <exception cref="CliException">The job was removed, or the silo stays away.</exception>
    public async Task<JobView> FollowAsync(string jobId, bool quiet, CancellationToken cancellationToken)
    {
        JobView? last = null;
        if (quiet)
        {
            await LoopAsync(_ => { });
        }
        else
        {
            await new LiveView(shell, stats).RunAsync(LoopAsync);
        }

        return last!;

        async Task LoopAsync(Action<IReadOnlyList<JobView>> show)
        {
            for (var since = shell.Time.GetTimestamp(); ; await shell.WaitToShowAsync(IntervalAfter(shell.Time.GetElapsedTime(since)), cancellationToken))
            {
                last = await FindAsync(jobId, cancellationToken);
                show([shell.Advice.In(last)]);
                if (!last.IsActive)
                {
                    return;
                }
            }
        }
    }

    /// <summary>A pass that is short is not waited for much longer than it takes: a quarter of the time so far.</summary>
    private static TimeSpan IntervalAfter(TimeSpan watched) => TimeSpan.FromTicks(Math.Clamp(watched.Ticks / 4, ShortestInterval.Ticks, Interval.Ticks));

    private async Task<JobView> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        for (var since = shell.Time.GetTimestamp(); ; await shell.WaitAsync(Interval, cancellationToken))
        {
            try
            {
                return await client.FindAsync(jobId, cancellationToken)
                    ?? throw new CliException(ExitCode.NotAllowed, $"The job '{jobId}' was removed while it was waited for.");
            }
            catch (CliException e) when (e.Code == ExitCode.NoSilo && shell.Time.GetElapsedTime(since) < Timeout)
            {
                // Its supervisor starts it again; the job goes on from its last checkpoint.
            }
        }
    }
}
