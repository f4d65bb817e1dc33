using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary>
/// <c>cluster rotate-certificate</c>: in two steps, because every machine must take the new certificate before anyone shows it, and both count in between.
/// The first call puts it into the cluster file, the second, once the file was copied to all machines, lets all silos show it and takes the old one out.
/// </summary>
internal static class ClusterRotateCertificateCommand
{
    public static Command Create(Shell shell) => ClusterRotation.Create(
        "rotate-certificate",
        "give the silos a new certificate for each other: once to make it, and again when every machine has the changed file",
        shell,
        async (cluster, path, parse, cancellationToken) => cluster.IsChangingCertificate
            ? await ShowAsync(cluster, path, parse, shell, cancellationToken)
            : Prepare(cluster, path, shell));

    private static CommandAnswer Prepare(ClusterFile cluster, string path, Shell shell)
    {
        cluster.WithNewCertificate(shell.Time).Write(path);
        return new CommandAnswer
        {
            Message = $"The cluster file {path} holds a new certificate beside the one that silos show each other. "
                + $"Silos that have it accept both, and none shows the new one yet: copy the file to every machine, "
                + $"{Advice.Of("stop")} and {Advice.Of("start", "--cluster", "FILE")} there, one machine after the other, "
                + "then run this command again.",
        };
    }

    private static async Task<CommandAnswer> ShowAsync(ClusterFile cluster, string path, ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        // The last one is new; after a second step that was broken off silos show it already, and the step is repeated.
        using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
        var answer = await client.ShowCertificateAsync(cluster.NewestFingerprint, Caller.NewCommand(), cancellationToken);
        if (!answer.IsDone)
        {
            return answer;
        }

        cluster.WithNewestCertificateOnly().Write(path);
        return answer with
        {
            Message = $"{answer.Message} The cluster file {path} holds only that one now: "
                + $"copy it to every machine, {Advice.Of("stop")} and {Advice.Of("start", "--cluster", "FILE")} there, one machine after the other. "
                + "Each accepts the old certificate until then. Where the API is called from elsewhere, copy conf/api.pem again, too.",
        };
    }
}
