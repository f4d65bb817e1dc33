using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary><c>cluster</c>: what several machines that share their work need.</summary>
internal static class ClusterCommand
{
    public static Command Create(Shell shell) => new("cluster", "what several machines that share their work need")
    {
        ClusterInitCommand.Create(shell), ClusterRotateKeyCommand.Create(shell), ClusterRotateCertificateCommand.Create(shell),
    };
}
