using System.CommandLine;
using System.Globalization;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Commands;

/// <summary><c>deletes JOB [--approve N]</c>.</summary>
internal static class DeletesCommand
{
    public static Command Create(Shell shell)
    {
        var approve = new Option<string?>("--approve")
        {
            HelpName = "N",
            Description = "let the next pass delete so many objects: the number that the job shows, however many sync-max-delete allows",
        };
        var command = new Command(
            "deletes", "print what vanished at a job's source and would be deleted at the destination (sync-delete): path<TAB>size<TAB>reason");
        var job = JobName.AddTo(command);
        command.Options.Add(approve);
        command.Validators.Add(result =>
        {
            if (result.TextOf(approve) is { } number && Count(number) is null)
            {
                result.AddError($"--approve: '{number}' is not allowed; the number of objects that the job shows");
            }
        });
        command.Runs(async (parse, cancellationToken) =>
        {
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var (jobId, json) = (job.Get(parse), parse.GetValue(SiloOptions.Json));
            if (parse.GetValue(approve) is { } number)
            {
                var answer = await client.ApproveDeletesAsync(jobId, new() { Count = Count(number)!.Value, Command = Caller.NewCommand() }, cancellationToken);
                return await AnswerView.WriteAsync(shell, json, answer);
            }

            var listed = await FailureLines.WriteAsync(shell, json, client.DeletesAsync(jobId, cancellationToken));
            await shell.Error.WriteLineAsync(shell.Line(listed == 0
                ? $"Nothing of '{jobId}' is at the destination that this job wrote and the two latest listings of the source were without."
                : await StandAsync(client, jobId, cancellationToken) ?? $"{listed} objects vanished at the source."));
            return ExitCode.Done;
        });
        return command;
    }

    private static long? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    /// <summary>Why they are still there, in the job's own words.</summary>
    private static async Task<string?> StandAsync(SiloClient client, string jobId, CancellationToken cancellationToken) =>
        await client.FindAsync(jobId, cancellationToken) is { Deletes.Held: not null, Reason: { } reason } ? reason : null;
}
