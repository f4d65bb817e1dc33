using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>
/// Reads the part of YAML that <c>deploy/</c> is written in: mappings and sequences in blocks, lists of words in brackets, quotes,
/// comments, anchors of mappings and <c>&lt;&lt;</c>. All values are texts. It refuses everything else.
/// </summary>
internal sealed partial class YamlReader
{
    private readonly Dictionary<string, JsonNode> _anchors = [];
    private readonly List<(int Number, int Indent, string Text)> _lines;
    private int _at;

    private YamlReader(List<(int Number, int Indent, string Text)> lines) => _lines = lines;

    private (int Number, int Indent, string Text) Line => _lines[_at];

    /// <exception cref="FormatException">It is not YAML, or more of it than is read here; the message names the line.</exception>
    public static IReadOnlyList<JsonNode> Read(string text)
    {
        var documents = new List<List<(int, int, string)>> { new() };
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var content = Comment().Replace(line, "");
            if (content.Contains('\t', StringComparison.Ordinal) || content.EndsWith('\r'))
            {
                throw Error(number, "a tab or a carriage return");
            }

            if (content == "---")
            {
                documents.Add([]);
            }
            else if (content.Trim().Length > 0)
            {
                documents[^1].Add((number, content.Length - content.TrimStart().Length, content.Trim()));
            }
        }

        return [.. documents.Where(lines => lines.Count > 0).Select(lines => new YamlReader(lines).ReadAll())];
    }

    private JsonNode ReadAll()
    {
        var node = ReadBlock(0);
        return _at == _lines.Count ? node : throw Error(Line.Number, "an indent that fits nothing before it");
    }

    private JsonNode ReadBlock(int indent) =>
        Line.Text == "-" || Line.Text.StartsWith("- ", StringComparison.Ordinal) ? ReadSequence(indent) : ReadMapping(indent);

    private JsonArray ReadSequence(int indent)
    {
        var array = new JsonArray();
        while (_at < _lines.Count && Line.Indent == indent && Line.Text.StartsWith("- ", StringComparison.Ordinal))
        {
            var rest = Line.Text[2..];
            if (Key().IsMatch(rest))
            {
                // The mapping begins on the dash's own line.
                _lines[_at] = (Line.Number, indent + 2, rest);
                array.Add(ReadMapping(indent + 2));
            }
            else
            {
                array.Add(ReadValue(rest, Line.Number));
                _at++;
            }
        }

        return array;
    }

    private JsonObject ReadMapping(int indent)
    {
        var mapping = new JsonObject();
        JsonObject? merged = null;
        while (_at < _lines.Count && Line.Indent == indent)
        {
            var (number, _, text) = Line;
            var key = Key().Match(text);
            if (!key.Success)
            {
                throw Error(number, "no 'key: value'");
            }

            var (name, value) = (key.Groups[1].Value, text[key.Length..]);
            _at++;
            if (name == "<<")
            {
                merged = (JsonObject)Anchor(value, number);
            }
            else if (!mapping.TryAdd(name, ReadMember(value, number, indent)))
            {
                throw Error(number, $"'{name}' for the second time");
            }
        }

        foreach (var (name, value) in merged ?? [])
        {
            mapping.TryAdd(name, value?.DeepClone());
        }

        return mapping;
    }

    private JsonNode? ReadMember(string value, int number, int indent)
    {
        var anchor = value.StartsWith('&') ? value[1..] : null;
        if (value.Length > 0 && anchor is null)
        {
            return ReadValue(value, number);
        }

        var node = _at < _lines.Count && Line.Indent > indent ? ReadBlock(Line.Indent) : null;
        if (anchor is not null)
        {
            _anchors.Add(anchor, node ?? throw Error(number, "an anchor of nothing"));
        }

        return node;
    }

    private JsonNode Anchor(string value, int number) =>
        value.StartsWith('*') && _anchors.TryGetValue(value[1..], out var node) ? node : throw Error(number, $"no anchor {value}");

    private static JsonNode ReadValue(string value, int number) => value switch
    {
        "{}" => new JsonObject(),
        ['[', .. var inside, ']'] => new JsonArray([.. Item().Matches(inside).Select(item => ReadValue(item.Value.Trim(), number))]),
        ['"', .. var inside, '"'] when inside.AsSpan().IndexOfAny('"', '\\') < 0 => JsonValue.Create(inside),
        _ when Plain().IsMatch(value) => JsonValue.Create(value),
        _ => throw Error(number, $"more than is read here: {value}"),
    };

    private static FormatException Error(int number, string what) => new(string.Create(CultureInfo.InvariantCulture, $"line {number + 1}: {what}"));

    [GeneratedRegex(@"(^|\s+)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^([A-Za-z0-9_./-]+|<<):(?: +|$)")]
    private static partial Regex Key();

    [GeneratedRegex("""^(?!.*: )[^"'{}[\]&*|>%@`!]+$""")]
    private static partial Regex Plain();

    [GeneratedRegex(@"""[^""]*""|[^,\s][^,]*")]
    private static partial Regex Item();
}
