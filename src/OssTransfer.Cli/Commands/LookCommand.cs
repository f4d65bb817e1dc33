using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Commands;

/// <summary><c>look JOB</c>.</summary>
internal static class LookCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("look", "show a job's configuration, secrets masked");
        var job = JobName.AddTo(command);
        command.Runs(async (parse, cancellationToken) =>
        {
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var config = await client.LookAsync(job.Get(parse), cancellationToken);
            await (parse.GetValue(SiloOptions.Json)
                ? JsonOutput.WriteAsync(shell.Out, config, ContractsJson.Default.JobConfigView)
                : shell.Out.WriteLineAsync(config.Config.TrimEnd('\n')));
            return ExitCode.Done;
        });
        return command;
    }
}
