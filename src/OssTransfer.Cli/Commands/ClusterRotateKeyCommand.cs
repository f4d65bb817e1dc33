using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary>
/// <c>cluster rotate-key</c>: in two steps, because every machine must have the new key before anything is sealed with it.
/// The first call puts it into the cluster file, the second, once the file was copied to all machines, seals everything again.
/// </summary>
internal static class ClusterRotateKeyCommand
{
    private static readonly Option<string?> Cluster = new("--cluster")
    {
        HelpName = "FILE",
        Description = "the cluster file, which is changed; the one that the home remembers where none is given",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command(
            "rotate-key", "seal the cluster's secrets with a new key: once to make it, and again when every machine has the changed file") { Cluster };
        command.Runs(async (parse, cancellationToken) =>
        {
            var path = parse.GetValue(Cluster) is { Length: > 0 } given ? shell.FullPath(given) : SiloLocator.Home(parse, shell).ClusterPath;
            var cluster = await OrderAsync(ClusterFile.Read(path), shell, cancellationToken);
            var answer = cluster.SealingKeys.Count == 1
                ? Prepare(cluster, path)
                : await SealAsync(cluster, path, parse, shell, cancellationToken);
            return await AnswerView.WriteAsync(shell, parse.GetValue(SiloOptions.Json), answer);
        });
        return command;
    }

    /// <summary>The key that seals at present is the first, and so is the certificate that is shown.</summary>
    internal static async Task<ClusterFile> OrderAsync(ClusterFile cluster, Shell shell, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.PrepareDatabaseAsync(shell.Time, shell.Error.WriteLine, cancellationToken);
        }
        catch (DatabaseException e)
        {
            throw new CliException(ExitCode.Stopped, e.Message);
        }
    }

    private static CommandAnswer Prepare(ClusterFile cluster, string path)
    {
        var next = cluster.WithNewKey();
        next.Write(path);
        return new CommandAnswer
        {
            Message = $"The cluster file {path} holds a new key, '{next.SealingKeys[^1].Name}', beside the one that seals. Nothing is sealed with it yet: copy the file to every machine, {Advice.Of("stop")} and {Advice.Of("start", "--cluster", "FILE")} there, one machine after the other, then run this command again.",
        };
    }

    private static async Task<CommandAnswer> SealAsync(ClusterFile cluster, string path, ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        // The last one is new; after a second step that was broken off it seals already, and the step is repeated.
        var key = cluster.NewestKey;
        using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
        var answer = await client.SealWithAsync(key.Name, Caller.NewCommand(), cancellationToken);
        if (!answer.IsDone)
        {
            return answer;
        }

        (cluster with { SealingKeys = [key] }).Write(path);
        return answer with
        {
            Message = $"{answer.Message} The cluster file {path} holds only that key now: copy it to every machine, in place of the one with both. The old key opens nothing any more, but for backups of the database made before.",
        };
    }
}
