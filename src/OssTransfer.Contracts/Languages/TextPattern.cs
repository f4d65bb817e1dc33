using System.Text.RegularExpressions;

namespace OssTransfer.Contracts.Languages;

/// <summary>
/// A text with gaps, in two languages: <c>{name}</c> stands for any text, <c>{*name}</c> for one that is translated, too, <c>{#name}</c> for a number or size.
/// </summary>
public sealed partial class TextPattern
{
    private readonly string _start;
    private readonly string _translated;

    // Made when a text begins like it: a command shows a few texts, and there are hundreds of patterns.
    private readonly Lazy<Regex> _regex;

    /// <summary>A pair.</summary>
    public TextPattern(string text, string translated)
    {
        (_start, _translated) = (text[..text.IndexOf('{', StringComparison.Ordinal)], translated);
        _regex = new(() => Of(text));
    }

    /// <summary>Whether a text has any.</summary>
    public static bool HasGaps(string text) => Gap().IsMatch(text);

    /// <summary>The names of the gaps, in order of names.</summary>
    public static IReadOnlyList<string> GapsOf(string text) => [.. Gap().Matches(text).Select(gap => gap.Groups[1].Value).Order(StringComparer.Ordinal)];

    /// <summary>The text where it is this one; null: it is another.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="inner">Translates what stands in a gap.</param>
    public string? Translate(string text, Func<string, string> inner) =>
        text.StartsWith(_start, StringComparison.Ordinal) && _regex.Value.Match(text) is { Success: true } match
            ? Gap().Replace(_translated, gap => Fill(gap.Groups[1].Value, match, inner))
            : null;

    private static Regex Of(string text)
    {
        var parts = Gap().Split(text).Select((part, i) => i % 2 == 0 ? Regex.Escape(part) : GroupOf(part));
        return new($"^{string.Concat(parts)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    private static string GroupOf(string gap) => gap[0] == '#' ? $@"(?<{gap[1..]}>[\d.,]+(?: [kMGTPE]?i?B)?)" : $"(?<{gap.TrimStart('*')}>.+?)";

    private static string Fill(string gap, Match match, Func<string, string> inner) =>
        gap[0] == '*' ? inner(match.Groups[gap[1..]].Value) : match.Groups[gap.TrimStart('#')].Value;

    [GeneratedRegex(@"\{([#*]?[a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();
}
