using System.CommandLine;
using System.CommandLine.Invocation;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.CommandLine;

/// <summary><c>--version</c>.</summary>
internal sealed class VersionOutput(Shell shell) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        shell.Out.WriteLine($"osstransfer {ProgramVersion.Text}");
        return 0;
    }
}
