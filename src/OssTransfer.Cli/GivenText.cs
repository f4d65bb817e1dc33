using System.CommandLine;
using System.CommandLine.Parsing;

namespace OssTransfer.Cli;

/// <summary>What a validator may look at: an option that lacks its value is named by the parser, and asking for the value would throw.</summary>
internal static class GivenText
{
    /// <summary>The option's text; null: it is not given, or without a value.</summary>
    public static string? TextOf(this CommandResult result, Option<string?> option) =>
        result.GetResult(option) is { Tokens: [{ Value: var text }] } ? text : null;
}
