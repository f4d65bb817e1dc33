using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary>
/// <c>cluster rotate-key</c>: in two steps, because every machine must have the new key before anything is sealed with it.
/// The first call puts it into the cluster file, the second, once the file was copied to all machines, seals everything again.
/// </summary>
internal static class ClusterRotateKeyCommand
{
    public static Command Create(Shell shell) => ClusterRotation.Create(
        "rotate-key",
        "seal the cluster's secrets with a new key: once to make it, and again when every machine has the changed file",
        shell,
        async (cluster, path, parse, cancellationToken) => cluster.SealingKeys.Count == 1
            ? Prepare(cluster, path)
            : await SealAsync(cluster, path, parse, shell, cancellationToken));

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
