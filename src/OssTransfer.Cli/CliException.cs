using OssTransfer.Contracts;

namespace OssTransfer.Cli;

/// <summary>A command cannot go on. The message is for the user: what happened, to what, and what to do.</summary>
internal sealed class CliException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
