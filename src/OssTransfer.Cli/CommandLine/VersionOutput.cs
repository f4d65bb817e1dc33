using System.CommandLine;
using System.CommandLine.Invocation;

namespace OssTransfer.Cli.CommandLine;

/// <summary><c>--version</c>.</summary>
internal sealed class VersionOutput(Shell shell) : SynchronousCommandLineAction
{
    public static string Version { get; } = typeof(VersionOutput).Assembly.GetName().Version!.ToString(3);

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        shell.Out.WriteLine($"osstransfer {Version}");
        return 0;
    }
}
