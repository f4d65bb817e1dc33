using System.CommandLine;
using System.Text.Json;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Reports;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Commands;

/// <summary><c>report JOB --out DIR</c>.</summary>
internal static class ReportCommand
{
    private static readonly Option<string> OutOption = new("--out")
    {
        HelpName = "DIR", Required = true, Description = "a directory that is new, empty, or has an earlier report of the job",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("report", "write the report of a job's last run: its configuration, status, lists and numbers");
        var job = JobName.AddTo(command);
        command.Options.Add(OutOption);
        command.Runs(async (parse, cancellationToken) =>
        {
            var path = shell.FullPath(parse.GetRequiredValue(OutOption));
            var jobId = job.Get(parse);
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var summary = await SaveAsync(client, jobId, path, cancellationToken);
            await (parse.GetValue(SiloOptions.Json)
                ? JsonOutput.WriteAsync(shell.Out, summary, ContractsJson.Default.ReportSummary)
                : shell.Out.WriteLineAsync(VisibleText.OfLine(shell.Texts.Of(Describe(summary, path)))));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<ReportSummary> SaveAsync(SiloClient client, string jobId, string path, CancellationToken cancellationToken)
    {
        var folder = new ReportFolder(path, jobId, keepsPasses: false);
        try
        {
            if (folder.FindForeign() is { } foreign)
            {
                throw new CliException(
                    ExitCode.Usage, $"{path} holds something that is no report of '{jobId}': {foreign}. Name a directory that is new or empty with --out DIR.");
            }

            byte[]? summary = null;
            await foreach (var (name, content) in client.ReportAsync(jobId, cancellationToken))
            {
                folder.Create();
                await folder.WriteAsync(name, file => content.CopyToAsync(file, cancellationToken), cancellationToken);
                summary = name == ReportNames.Summary ? await folder.ReadWrittenAsync(name, cancellationToken) : null;
            }

            var read = JsonSerializer.Deserialize(summary, ContractsJson.Default.ReportSummary)!;
            folder.Publish();
            return read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.Error, $"The report cannot be written to {path}: {FileProblem.Of(path, e)}. Name another directory with --out DIR.");
        }
        finally
        {
            folder.Discard();
        }
    }

    private static string Describe(ReportSummary summary, string path) => summary switch
    {
        { Run: 0 } => $"The job '{summary.JobId}' has not run yet; {path} holds its configuration and status.",
        { ExitCode: null } =>
            $"The report of the pass {summary.Run} of '{summary.JobId}' lies in {path}. The pass has not ended: lists and numbers are of different moments.",
        _ => $"The report of the pass {summary.Run} of '{summary.JobId}' lies in {path}.",
    };
}
