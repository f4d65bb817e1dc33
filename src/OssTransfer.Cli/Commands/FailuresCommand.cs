using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

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
            var failures = client.FailuresAsync(jobId, cancellationToken);
            var count = parse.GetValue(SiloOptions.Json) ? await WriteJsonAsync(failures, shell) : await WriteLinesAsync(failures, shell);
            if (count == 0)
            {
                var isUnderWay = await client.FindAsync(jobId, cancellationToken) is { State: "running" or "pausing" };
                await shell.Error.WriteLineAsync(isUnderWay
                    ? $"Nothing has failed so far in the run of '{jobId}' that is under way."
                    : $"Nothing failed in the last run of '{jobId}'.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<long> WriteLinesAsync(IAsyncEnumerable<FailureView> failures, Shell shell)
    {
        var count = 0L;
        await foreach (var failure in failures)
        {
            count++;
            shell.RefuseUnseen();
            var key = failure.KeyBase64 is { } bytes ? new ObjectKey(Convert.FromBase64String(bytes)) : ObjectKey.From(failure.Key);
            await shell.Out.WriteLineAsync(ListText.Line(key, failure.Size, failure.Reason));
        }

        return count;
    }

    // An array like every other list of --json, written as it arrives: it may be longer than memory.
    private static async Task<long> WriteJsonAsync(IAsyncEnumerable<FailureView> failures, Shell shell)
    {
        var count = 0L;
        await shell.Out.WriteAsync("[");
        await foreach (var failure in failures)
        {
            shell.RefuseUnseen();
            await shell.Out.WriteAsync((count++ == 0 ? "\n  " : ",\n  ") + JsonOutput.Line(failure, ContractsJson.Default.FailureView));
        }

        await shell.Out.WriteLineAsync(count == 0 ? "]" : "\n]");
        return count;
    }
}
