using OssTransfer.Contracts;

namespace OssTransfer.Jobs.Runs;

/// <summary>The answer to a command, kept so that a repeated command is answered and not repeated.</summary>
/// <param name="Id">The caller's.</param>
/// <param name="Code">Its exit code.</param>
/// <param name="Message">What was said.</param>
public sealed record CommandRecord(string Id, ExitCode Code, string Message);
