namespace OssTransfer.Cli.Tests;

/// <summary>What a call of the command line left.</summary>
internal sealed record CliResult(int Code, string Out, string Error);
