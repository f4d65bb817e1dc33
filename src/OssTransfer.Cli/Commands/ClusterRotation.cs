using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary>A command that puts something new into the cluster file, in place of the old, step by step.</summary>
internal static class ClusterRotation
{
    private static readonly Option<string?> Cluster = new("--cluster")
    {
        HelpName = "FILE",
        Description = "the cluster file, which is changed; the one that the home remembers where none is given",
    };

    /// <summary>A command whose next step is chosen by what the file holds.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="shell">Where it runs.</param>
    /// <param name="step">Takes the next step with the file at a path: the key that seals and the certificate that is shown at present are its first.</param>
    public static Command Create(
        string name, string description, Shell shell, Func<ClusterFile, string, ParseResult, CancellationToken, Task<CommandAnswer>> step)
    {
        var command = new Command(name, description) { Cluster };
        command.Runs(async (parse, cancellationToken) =>
        {
            var path = parse.GetValue(Cluster) is { Length: > 0 } given ? shell.FullPath(given) : SiloLocator.Home(parse, shell).ClusterPath;
            var answer = await step(await ReadAsync(path, shell, cancellationToken), path, parse, cancellationToken);
            return await AnswerView.WriteAsync(shell, parse.GetValue(SiloOptions.Json), answer);
        });
        return command;
    }

    private static async Task<ClusterFile> ReadAsync(string path, Shell shell, CancellationToken cancellationToken)
    {
        try
        {
            return await ClusterFile.Read(path).PrepareDatabaseAsync(shell.Time, shell.Error.WriteLine, cancellationToken);
        }
        catch (DatabaseException e)
        {
            throw new CliException(ExitCode.Stopped, e.Message);
        }
    }
}
