using OssTransfer.Cli.Client;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Waiting;

/// <summary>Gives a command and waits until what it asked for is so.</summary>
internal sealed class CommandWaiter(IJobClient client, Shell shell)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SayAfter = TimeSpan.FromSeconds(3);

    public async Task<CommandAnswer> RunAsync(string jobId, string command, bool wait, CancellationToken cancellationToken)
    {
        var answer = await client.CommandAsync(jobId, command, Caller.NewCommand(), cancellationToken);
        if (!wait || !answer.IsDone)
        {
            return answer;
        }

        var started = shell.Time.GetTimestamp();
        (string? First, string? Last) reasons = default;
        for (var said = false; ; await shell.WaitAsync(Interval, cancellationToken))
        {
            var now = await client.FindAsync(jobId, cancellationToken);
            if (IsReached(now))
            {
                // Once the job is gone, nothing else shows what it left.
                return answer with
                {
                    State = now?.State,
                    Run = now?.Run ?? answer.Run,
                    Notes = reasons.Last is { } left && left != reasons.First ? [.. answer.Notes, left] : answer.Notes,
                };
            }

            reasons = (reasons.First ?? now?.Reason, now?.Reason);

            if (!said && shell.Time.GetElapsedTime(started) > SayAfter)
            {
                said = true;
                await shell.Error.WriteLineAsync(shell.Line(
                    $"'{jobId}' is {now?.State}: waiting until no worker holds a shard. Ctrl-C leaves that to the silo."));
            }
        }
    }

    // On the way nothing is reached yet: a run that is to be redone first stops, its follower's number comes with the next state.
    private static bool IsReached(JobView? now) => now?.State is not ("pausing" or "stopping" or "removing");
}
