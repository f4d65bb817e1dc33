using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Commands;

/// <summary><c>failures JOB</c>.</summary>
internal static class FailuresCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("failures", "print what failed in a job's last run and why: path<TAB>size<TAB>reason");
        var job = JobName.AddTo(command);
        var reason = new Option<string?>("--reason") { Description = "only what failed for this reason, by its name in status JOB", HelpName = "REASON" };
        command.Add(reason);
        command.Runs(async (parse, cancellationToken) =>
        {
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var jobId = job.Get(parse);
            var failures = client.FailuresAsync(jobId, parse.GetValue(reason), cancellationToken);
            if (await FailureLines.WriteAsync(shell, parse.GetValue(SiloOptions.Json), failures) == 0)
            {
                if (parse.GetValue(reason) is { } named)
                {
                    await shell.Error.WriteLineAsync(shell.Texts.Of($"Nothing failed for the reason {named} in the last run of '{jobId}'."));
                    return ExitCode.Done;
                }

                var isUnderWay = await client.FindAsync(jobId, cancellationToken) is { State: "running" or "pausing" };
                await shell.Error.WriteLineAsync(shell.Texts.Of(isUnderWay
                    ? $"Nothing has failed so far in the run of '{jobId}' that is under way."
                    : $"Nothing failed in the last run of '{jobId}'."));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
