using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary>The option of commands that list one page on both sides first, unless they are told not to. Scripts may still call it by its older name.</summary>
internal static class NoProbeOption
{
    private static readonly Option<bool> Name = new("--no-probe")
    {
        Arity = ArgumentArity.Zero,
        Description = "don't list one page on both sides first",
    };

    private static readonly Option<bool> OlderName = new("--no-check") { Arity = ArgumentArity.Zero, Hidden = true };

    /// <summary>The command takes it.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Name);
        command.Options.Add(OlderName);
    }

    /// <summary>It was given.</summary>
    public static bool IsGiven(ParseResult parse) => parse.GetValue(Name) || parse.GetValue(OlderName);
}
