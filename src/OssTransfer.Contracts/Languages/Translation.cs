using System.Collections.Frozen;

namespace OssTransfer.Contracts.Languages;

/// <summary>
/// The program's texts in another language, as people get them. A text that comes from a silo is looked up like one of the command line's own; what the
/// language doesn't have stays as it is.
/// </summary>
public sealed class Translation
{
    private const string ChineseResource = "zh.txt";

    // Texts stand in texts, a reason in a sentence.
    private const int MostNesting = 4;

    private readonly FrozenDictionary<string, string> _whole;
    private readonly IReadOnlyList<TextPattern> _patterns;

    private Translation(IReadOnlyList<(string Text, string Translated)> pairs)
    {
        _whole = pairs.Where(pair => !TextPattern.HasGaps(pair.Text)).ToFrozenDictionary(pair => pair.Text, pair => pair.Translated);
        _patterns = [.. pairs.Where(pair => TextPattern.HasGaps(pair.Text)).Select(pair => new TextPattern(pair.Text, pair.Translated))];
    }

    /// <summary>The language in which the texts are written: English.</summary>
    public static Translation None { get; } = new([]);

    /// <summary>Chinese.</summary>
    public static Translation Chinese() => new(Pairs());

    /// <summary>What stands in the resource.</summary>
    public static IReadOnlyList<(string Text, string Translated)> Pairs()
    {
        using var reader = new StreamReader(typeof(Translation).Assembly.GetManifestResourceStream(ChineseResource)!);
        var lines = reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        return [.. lines.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    /// <summary>The text.</summary>
    public string Of(string text) => Of(text, 0);

    private string Of(string text, int nesting)
    {
        if (_whole.TryGetValue(text, out var whole))
        {
            return whole;
        }

        if (nesting == MostNesting || _whole.Count == 0)
        {
            return text;
        }

        var found = _patterns.Select(pattern => pattern.Translate(text, inner => Of(inner, nesting + 1))).FirstOrDefault(translated => translated is not null);
        return found ?? OfParts(text, nesting);
    }

    /// <summary>Counts that stand one after the other, all of them known.</summary>
    private string OfParts(string text, int nesting)
    {
        var parts = text.Split(", ");
        var translated = parts.Length == 1 ? parts : [.. parts.Select(part => Of(part, nesting + 1))];
        return parts.Zip(translated).All(pair => pair.First != pair.Second) ? string.Join('，', translated) : text;
    }
}
