using System.Buffers;
using System.Globalization;
using System.Text;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>
/// Writes XML 1.0 into memory. Control characters become numeric references, which is what S3 sends although no XML parser has to accept them.
/// </summary>
internal sealed class XmlOut
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create(string.Concat(Enumerable.Range(0, 32).Select(c => (char)c)) + "<>&\"\u007f");

    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly bool _rawControl;

    public XmlOut(bool rawControl = false)
    {
        _rawControl = rawControl;
        _output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
    }

    public ReadOnlyMemory<byte> Written => _output.WrittenMemory;

    public XmlOut Root(string name)
    {
        Raw("<").Raw(name);
        return Raw(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    }

    public XmlOut Open(string name) => Raw("<").Raw(name).Raw(">");

    public XmlOut Close(string name) => Raw("</").Raw(name).Raw(">");

    public XmlOut Element(string name, string value)
    {
        Open(name);
        Text(value);
        return Close(name);
    }

    public XmlOut Element(string name, long value)
    {
        Open(name);
        value.TryFormat(_output.GetSpan(20), out var count, default, CultureInfo.InvariantCulture);
        _output.Advance(count);
        return Close(name);
    }

    public XmlOut Element(string name, bool value) => Element(name, value ? "true" : "false");

    public XmlOut Element(string name, DateTimeOffset value)
    {
        Open(name);
        value.UtcDateTime.TryFormat(_output.GetSpan(32), out var count, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        _output.Advance(count);
        return Close(name);
    }

    private void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(Special);
            Bytes(run < 0 ? text : text[..run]);
            if (run < 0)
            {
                return;
            }

            Escape(text[run]);
            text = text[(run + 1)..];
        }
    }

    private void Escape(char c)
    {
        if (_rawControl && (c < ' ' || c == '\u007f'))
        {
            _output.Write([(byte)c]);
            return;
        }

        Raw(c switch
        {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            _ => $"&#x{(int)c:x};",
        });
    }

    private XmlOut Raw(string text)
    {
        Bytes(text);
        return this;
    }

    private void Bytes(ReadOnlySpan<char> text) =>
        _output.Advance(Encoding.UTF8.GetBytes(text, _output.GetSpan(3 * text.Length)));
}
