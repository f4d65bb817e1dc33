using System.Buffers;
using System.Globalization;
using System.Text;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>Writes XML 1.0 into memory. Control characters become numeric references, which is what S3 sends although no XML parser has to accept them.</summary>
internal sealed class XmlOut
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create(string.Concat(Enumerable.Range(0, 32).Select(c => (char)c)) + "<>&\"\u007f");

    private readonly ArrayBufferWriter<byte> _output = new(512);
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

    public XmlOut Element(string name, long value) => Element(name, value.ToString(CultureInfo.InvariantCulture));

    public XmlOut Element(string name, bool value) => Element(name, value ? "true" : "false");

    public XmlOut Element(string name, DateTimeOffset value) =>
        Element(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(Special);
            Encoding.UTF8.GetBytes(run < 0 ? text : text[..run], _output);
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
        Encoding.UTF8.GetBytes(text, _output);
        return this;
    }
}
