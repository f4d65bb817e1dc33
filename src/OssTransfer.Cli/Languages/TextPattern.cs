using System.Text.RegularExpressions;

namespace OssTransfer.Cli.Languages;

/// <summary>
/// A text with gaps, in two languages: <c>{name}</c> stands for any text, <c>{*name}</c> for one that is translated, too, <c>{#name}</c> for a number.
/// </summary>
internal sealed partial class TextPattern
{
    private readonly Regex _regex;
    private readonly string _translated;

    public TextPattern(string text, string translated)
    {
        _translated = translated;
        var parts = Gap().Split(text).Select((part, i) => i % 2 == 0 ? Regex.Escape(part) : GroupOf(part));
        _regex = new($"^{string.Concat(parts)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    public static bool HasGaps(string text) => Gap().IsMatch(text);

    /// <summary>The names of the gaps, in order of names.</summary>
    public static IReadOnlyList<string> GapsOf(string text) => [.. Gap().Matches(text).Select(gap => gap.Groups[1].Value).Order(StringComparer.Ordinal)];

    /// <summary>The text where it is this one; null: it is another.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="inner">Translates what stands in a gap.</param>
    public string? Translate(string text, Func<string, string> inner) => _regex.Match(text) is { Success: true } match
        ? Gap().Replace(_translated, gap => Fill(gap.Groups[1].Value, match, inner))
        : null;

    private static string GroupOf(string gap) => gap[0] == '#' ? $@"(?<{gap[1..]}>[\d,]+)" : $"(?<{gap.TrimStart('*')}>.+?)";

    private static string Fill(string gap, Match match, Func<string, string> inner) =>
        gap[0] == '*' ? inner(match.Groups[gap[1..]].Value) : match.Groups[gap.TrimStart('#')].Value;

    [GeneratedRegex(@"\{([#*]?[a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();
}
