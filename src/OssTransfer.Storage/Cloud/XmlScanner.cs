using System.Globalization;
using System.Text;

namespace OssTransfer.Storage.Cloud;

/// <summary>
/// Reads the XML of object stores from bytes. Unlike .NET's reader it takes literal control characters, which stores do
/// write into keys, and keeps line ends as they are. Names come without namespace prefix; attributes are ignored.
/// Anything that is not whole or not well nested is an <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct XmlScanner(ReadOnlySpan<byte> xml)
{
    private readonly ReadOnlySpan<byte> _xml = xml;
    private int _at = xml.StartsWith("\uFEFF"u8) ? 3 : 0;
    private bool _closesItself;

    /// <summary>The last start tag's name.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Moves to the document's root element.</summary>
    public void ReadRoot()
    {
        if (Next() is not Tag.Start)
        {
            throw Broken();
        }
    }

    /// <summary>
    /// Moves to the next child of the element that is open; false at its end, which is then closed.
    /// Each child must be read with <see cref="Text"/>, this, or <see cref="Skip"/>.
    /// </summary>
    public bool ReadChild()
    {
        if (_closesItself)
        {
            _closesItself = false;
            return false;
        }

        return Next() is Tag.Start;
    }

    /// <summary>The open element's text as yes or no; closes it.</summary>
    public bool Flag()
    {
        var text = Text();
        return Ascii.EqualsIgnoreCase(text, "true"u8)
            || (Ascii.EqualsIgnoreCase(text, "false"u8) ? false : throw new InvalidDataException("a page says neither true nor false of whether more follows"));
    }

    /// <summary>The open element's text, decoded; closes it. Elements inside are an error.</summary>
    public ReadOnlySpan<byte> Text()
    {
        if (_closesItself)
        {
            _closesItself = false;
            return default;
        }

        var length = _xml[_at..].IndexOf((byte)'<');
        if (length < 0 || _at + length + 1 >= _xml.Length)
        {
            throw Broken();
        }

        var text = _xml.Slice(_at, length);
        if (_xml[_at + length + 1] != '/')
        {
            return MixedText();
        }

        Next();
        return text.Contains((byte)'&') ? Decode(text) : text;
    }

    /// <summary>Passes over the open element and all in it.</summary>
    public void Skip()
    {
        for (var depth = 1; depth > 0;)
        {
            depth += ReadChild() ? 1 : -1;
        }
    }

    /// <summary>Text with its entities replaced.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[text.Length];
        var length = 0;
        while (text.IndexOf((byte)'&') is >= 0 and var at)
        {
            text[..at].CopyTo(decoded.AsSpan(length));
            length += at;
            var end = text[at..].IndexOf((byte)';');
            if (end < 0)
            {
                throw Broken();
            }

            length += Entity(text.Slice(at + 1, end - 1), decoded.AsSpan(length));
            text = text[(at + end + 1)..];
        }

        text.CopyTo(decoded.AsSpan(length));
        return decoded[..(length + text.Length)];
    }

    /// <summary>The next start or end tag; between them text, comments and the like are passed over.</summary>
    private Tag Next()
    {
        while (true)
        {
            var open = _xml[_at..].IndexOf((byte)'<');
            if (open < 0)
            {
                throw Broken();
            }

            _at += open + 1;
            var rest = _xml[_at..];
            if (rest.StartsWith("!--"u8))
            {
                PassOver("-->"u8);
            }
            else if (rest.StartsWith("![CDATA["u8))
            {
                PassOver("]]>"u8);
            }
            else if (rest.StartsWith("?"u8) || rest.StartsWith("!"u8))
            {
                PassOver(">"u8);
            }
            else
            {
                return ReadTag(rest);
            }
        }
    }

    private Tag ReadTag(ReadOnlySpan<byte> rest)
    {
        var end = TagEnd(rest);
        _at += end + 1;
        if (rest[0] == '/')
        {
            return Tag.End;
        }

        _closesItself = end > 0 && rest[end - 1] == '/';
        var tag = rest[..(_closesItself ? end - 1 : end)];
        var name = tag.IndexOfAny(" \t\r\n"u8) is >= 0 and var space ? tag[..space] : tag;
        Name = name[(name.IndexOf((byte)':') + 1)..];
        return Tag.Start;
    }

    private static int TagEnd(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'>');
        if (end <= 0)
        {
            throw Broken();
        }

        if (!rest[..end].ContainsAny((byte)'"', (byte)'\''))
        {
            return end;
        }

        byte quote = 0;
        for (var at = 0; at < rest.Length; at++)
        {
            if (quote != 0)
            {
                quote = rest[at] == quote ? (byte)0 : quote;
            }
            else if (rest[at] is (byte)'"' or (byte)'\'')
            {
                quote = rest[at];
            }
            else if (rest[at] == '>')
            {
                return at;
            }
        }

        throw Broken();
    }

    private byte[] MixedText()
    {
        using var joined = new MemoryStream();
        while (true)
        {
            var length = _xml[_at..].IndexOf((byte)'<');
            if (length < 0)
            {
                throw Broken();
            }

            joined.Write(Decode(_xml.Slice(_at, length)));
            _at += length;
            var rest = _xml[_at..];
            if (rest.StartsWith("<![CDATA["u8))
            {
                var end = rest.IndexOf("]]>"u8);
                joined.Write(end < 0 ? throw Broken() : rest[9..end]);
                _at += end + 3;
            }
            else if (rest.StartsWith("<!--"u8) || rest.StartsWith("<?"u8))
            {
                _at++;
                PassOver(rest[1] == '?' ? "?>"u8 : "-->"u8);
            }
            else
            {
                return Next() is Tag.End ? joined.ToArray() : throw Broken();
            }
        }
    }

    private void PassOver(ReadOnlySpan<byte> end)
    {
        var at = _xml[_at..].IndexOf(end);
        _at = at < 0 ? throw Broken() : _at + at + end.Length;
    }

    private static int Entity(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        int value;
        if (name.StartsWith("#"u8))
        {
            var hex = name.Length > 1 && name[1] is (byte)'x' or (byte)'X';
            var digits = name[(hex ? 2 : 1)..];
            if (!int.TryParse(digits, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out value))
            {
                throw Broken();
            }
        }
        else
        {
            value = name switch
            {
                _ when name.SequenceEqual("amp"u8) => '&',
                _ when name.SequenceEqual("lt"u8) => '<',
                _ when name.SequenceEqual("gt"u8) => '>',
                _ when name.SequenceEqual("quot"u8) => '"',
                _ when name.SequenceEqual("apos"u8) => '\'',
                _ => throw Broken(),
            };
        }

        return Rune.TryCreate(value, out var rune) ? rune.EncodeToUtf8(destination) : throw Broken();
    }

    private static InvalidDataException Broken() => new("the XML is cut or not well formed");

    private enum Tag
    {
        Start,
        End,
    }
}
