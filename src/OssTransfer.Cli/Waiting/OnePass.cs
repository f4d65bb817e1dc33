using OssTransfer.Cli.Client;
using OssTransfer.Cli.FileLists;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Cli.Waiting;

/// <summary>One pass of a job that may be there already: left by a Ctrl-C, paused by a problem, or ended.</summary>
/// <param name="client">The silo in this process.</param>
/// <param name="home">Where lists of what failed are written.</param>
/// <param name="shell">Where to.</param>
/// <param name="json">Prints the job instead.</param>
/// <param name="stats">How it is shown on the way; null: as usual.</param>
internal sealed class OnePass(LocalJobClient client, string home, Shell shell, bool json, StatsOptions? stats)
{
    /// <summary>Starts the pass, or goes on with it, and follows it to its end.</summary>
    /// <returns>The pass' exit code.</returns>
    public async Task<ExitCode> RunAsync(
        string jobId, AddJobRequest request, (JobSpec Spec, OpenFileList List)? list, string file, CancellationToken cancellationToken)
    {
        var answer = await StartAsync(jobId, request, cancellationToken);
        if (!answer.IsDone || !json)
        {
            await AnswerView.WriteAsync(shell, json, answer, file);
        }

        if (!answer.IsDone)
        {
            return answer.Code;
        }

        if (list is { } named)
        {
            await new FileListSender(client, shell, quiet: json).SendAsync(jobId, named.Spec, named.List, cancellationToken);
        }

        var again = $"What failed is named by the lists in {Path.Combine(home, "jobs", jobId)}; {Advice.Of("run", file)} goes on.";

        // What is no longer watched is done all the same: this process does it.
        return await PassView.FollowAsync(client, jobId, again, json, shell with { IsOutputClosed = () => false }, stats, cancellationToken);
    }

    private async Task<CommandAnswer> StartAsync(string jobId, AddJobRequest request, CancellationToken cancellationToken) =>
        (await client.FindAsync(jobId, cancellationToken))?.State switch
        {
            null => await client.AddAsync(request, cancellationToken),
            "paused" => await ChangeAsync(jobId, request, "continue", cancellationToken),
            "waiting" or "done" or "failed" => await ChangeAsync(jobId, request, "redo", cancellationToken),
            _ => new CommandAnswer { Message = $"Going on with the job '{jobId}' where it was interrupted, with the configuration it had.", JobId = jobId },
        };

    private async Task<CommandAnswer> ChangeAsync(string jobId, AddJobRequest request, string command, CancellationToken cancellationToken)
    {
        var edited = await client.EditAsync(jobId, request, cancellationToken);
        if (!edited.IsDone)
        {
            return edited;
        }

        var answer = await new CommandWaiter(client, shell).RunAsync(jobId, command, wait: true, cancellationToken);
        return answer with { Notes = [.. edited.Notes, .. answer.Notes] };
    }
}
