using System.CommandLine;
using System.Globalization;

namespace OssTransfer.Cli.Views;

/// <summary>How a pass is shown that is waited for, where its output is kept: again after so long, as a block of lines or as one.</summary>
/// <param name="Every">How long after the last time; at once where the state changes.</param>
/// <param name="IsOneLine">One line each time.</param>
internal sealed record StatsOptions(TimeSpan Every, bool IsOneLine)
{
    /// <summary>What is usual where the output is no terminal.</summary>
    public static StatsOptions Usual { get; } = new(TimeSpan.FromSeconds(10), IsOneLine: true);

    private static readonly Option<string?> Stats = new("--stats")
    {
        HelpName = "SECONDS",
        Description = "print the progress every so many seconds, one below the other, instead of drawing it again in its place",
    };

    private static readonly Option<bool> OneLine = new("--stats-one-line") { Arity = ArgumentArity.Zero, Description = "the same as one line each, for logs" };

    /// <summary>Lets a command take the options.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Stats);
        command.Options.Add(OneLine);
        command.Validators.Add(result =>
        {
            if (result.TextOf(Stats) is { } text && SecondsOf(text) is null)
            {
                result.AddError($"--stats: '{text}' is not allowed; seconds from 1 to 86400");
            }
        });
    }

    /// <summary>What was asked for; null: nothing was.</summary>
    public static StatsOptions? Of(ParseResult parse) => (parse.GetValue(Stats), parse.GetValue(OneLine)) switch
    {
        (null, false) => null,
        (null, true) => Usual,
        var (text, isOneLine) => new(SecondsOf(text)!.Value, isOneLine),
    };

    private static TimeSpan? SecondsOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 86400
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
