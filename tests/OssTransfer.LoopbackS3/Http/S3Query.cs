using System.Text;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>The query string of a request, decoded into bytes and never normalised.</summary>
internal sealed class S3Query
{
    public static readonly S3Query Empty = new([]);

    private readonly KeyValuePair<string, byte[]>[] _pairs;

    private S3Query(KeyValuePair<string, byte[]>[] pairs) => _pairs = pairs;

    public bool IsEmpty => _pairs.Length == 0;

    /// <summary>Names (bytes shown as Latin-1) and values in the order in which they were sent.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Pairs => _pairs;

    public static S3Query Parse(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return Empty;
        }

        var pairs = new List<KeyValuePair<string, byte[]>>();
        foreach (var range in text.Split('&'))
        {
            var piece = text[range];
            if (piece.IsEmpty)
            {
                continue;
            }

            var equals = piece.IndexOf('=');
            var name = PercentEncoding.Decode(equals < 0 ? piece : piece[..equals], plusIsSpace: true);
            var value = equals < 0 ? [] : PercentEncoding.Decode(piece[(equals + 1)..], plusIsSpace: true);
            pairs.Add(new(Encoding.Latin1.GetString(name), value));
        }

        return new([.. pairs]);
    }

    public byte[]? Bytes(string name)
    {
        foreach (var (key, value) in _pairs)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    public string? Text(string name) => Bytes(name) is { } value ? Encoding.UTF8.GetString(value) : null;

    public bool Has(string name) => Bytes(name) is not null;

    public bool HasAny(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Has(name))
            {
                return true;
            }
        }

        return false;
    }
}
