using System.Globalization;
using System.Text;

namespace OssTransfer.Emulators.Common;

/// <summary>Writes XML as careless servers do: control characters as they are where XML has no way to spell them.</summary>
public sealed class XmlText
{
    private readonly StringBuilder _text = new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    public XmlText Open(string name)
    {
        _text.Append('<').Append(name).Append('>');
        return this;
    }

    public XmlText Close(string name)
    {
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    public XmlText Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append('<').Append(name).Append('>').Append(Escaped(value)).Append("</").Append(name).Append('>');
        }

        return this;
    }

    public XmlText Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();

    private static string Escaped(string value) =>
        value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\r", "&#13;", StringComparison.Ordinal);
}
