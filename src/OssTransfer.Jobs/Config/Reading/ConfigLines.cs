namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Cuts the text of a <c>job.cfg</c> into lines, keys and values, and nothing more.</summary>
internal static class ConfigLines
{
    private static readonly char[] Blank = [' ', '\t', '\r'];
    private static readonly char[] Separators = [':', '='];

    public static List<ConfigLine> Read(string text, ErrorList errors)
    {
        var lines = new List<ConfigLine>();
        var number = 0;
        var body = text.AsSpan().TrimStart('\uFEFF');
        foreach (var range in body.Split('\n'))
        {
            number++;
            var line = body[range].Trim(Blank);
            if (!line.IsEmpty && line[0] != '#' && !(line[0] == '[' && line[^1] == ']') && ReadLine(number, line, errors) is { } read)
            {
                lines.Add(read);
            }

            if (errors.IsFull)
            {
                break;
            }
        }

        return lines;
    }

    /// <summary>The value as a line can carry it: quoted where reading would otherwise change it.</summary>
    public static string Quote(string value) =>
        value.Length > 0 && (Blank.Contains(value[0]) || Blank.Contains(value[^1]) || IsQuoted(value)) ? $"\"{value}\"" : value;

    private static ConfigLine? ReadLine(int number, ReadOnlySpan<char> line, ErrorList errors)
    {
        var separator = line.IndexOfAny(Separators);
        if (separator <= 0)
        {
            errors.Add(number, "", line.Contains('：') ? "has the full-width '：'; write ':'" : "has no key and value; write key: value");
            return null;
        }

        var key = line[..separator].TrimEnd(Blank).ToString();
        var value = Unquote(line[(separator + 1)..].Trim(Blank)).ToString();
        if (!IsClean(value))
        {
            errors.Add(number, JobKeys.Find(key) is null ? "" : key, "has a control character or a broken character in its value");
            return null;
        }

        return new(number, key, value);
    }

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> value) => IsQuoted(value) ? value[1..^1] : value;

    private static bool IsQuoted(ReadOnlySpan<char> value) =>
        value.Length >= 2 && (value[0] is '"' or '\'') && value[0] == value[^1];

    private static bool IsClean(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogatePair(value, i))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]) || (char.IsControl(value[i]) && value[i] != '\t'))
            {
                return false;
            }
        }

        return true;
    }
}
