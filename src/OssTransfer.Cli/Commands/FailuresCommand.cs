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
        command.Runs(async (parse, cancellationToken) =>
        {
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var jobId = job.Get(parse);
            if (await FailureLines.WriteAsync(shell, parse.GetValue(SiloOptions.Json), client.FailuresAsync(jobId, cancellationToken)) == 0)
            {
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
