using System.Text;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// Turns names in an old encoding into UTF-8 and back, without loss or not at all. A name that is valid UTF-8 is taken as UTF-8, with one exception:
/// many short names in the double-byte encodings of East Asia are by chance valid UTF-8 of two-byte characters (GBK's "目录", directory, reads as
/// "Ŀ¼"), while their languages in UTF-8 take three bytes each; such names are in the old encoding.
/// </summary>
public sealed class NameCodec
{
    /// <summary>More non-ASCII segments than this are tried only as all UTF-8 and all encoded.</summary>
    private const int MaxMixedSegments = 5;

    // Code pages give these private characters to single bytes that mean nothing.
    private const char FirstOfNoMeaning = '\uF8F0';
    private const char LastOfNoMeaning = '\uF8FE';

    private const byte FirstLeadOfThreeBytes = 0xE0;

    private readonly Encoding _encoding;

    private NameCodec(Encoding encoding) => _encoding = encoding;

    /// <summary>The codec of this encoding; null for none.</summary>
    /// <exception cref="StoreOptionsException">It doesn't write ASCII as ASCII.</exception>
    /// <exception cref="ArgumentException">Unknown.</exception>
    public static NameCodec? Create(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        for (var c = ' '; c <= '~'; c++)
        {
            if (encoding.GetByteCount([c]) != 1 || encoding.GetBytes([c])[0] != c)
            {
                throw new StoreOptionsException([$"Names can't be in '{name}': it writes '{c}' otherwise than ASCII does."]);
            }
        }

        return new(encoding);
    }

    /// <summary>The name in UTF-8; null where it is that already, can't be read, or would not come back as it was.</summary>
    public byte[]? ToUtf8(ReadOnlySpan<byte> raw)
    {
        if (Ascii.IsValid(raw)
            || (System.Text.Unicode.Utf8.IsValid(raw) && (_encoding.IsSingleByte || raw.ContainsAnyInRange(FirstLeadOfThreeBytes, byte.MaxValue))))
        {
            return null;
        }

        try
        {
            var text = _encoding.GetString(raw);
            var utf8 = Encoding.UTF8.GetBytes(text);
            var isSame = !text.AsSpan().ContainsAnyInRange(FirstOfNoMeaning, LastOfNoMeaning) && _encoding.GetBytes(text).AsSpan().SequenceEqual(raw);
            return isSame && utf8.AsSpan().IndexOfAny((byte)0, (byte)'/') < 0 ? utf8 : null;
        }
        catch (Exception e) when (e is DecoderFallbackException or EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The paths on disk that a key may stand for, the likelier first: each segment may be UTF-8 or encoded.</summary>
    public IEnumerable<ObjectKey> Candidates(ObjectKey key)
    {
        yield return key;
        var segments = Split(key);
        var foreign = segments.Count(segment => segment.Encoded is not null);
        if (foreign == 0)
        {
            yield break;
        }

        var all = (1 << foreign) - 1;
        yield return Join(segments, all);
        for (var choice = all - 1; foreign <= MaxMixedSegments && choice > 0; choice--)
        {
            yield return Join(segments, choice);
        }
    }

    private static ObjectKey Join(List<(byte[] Utf8, byte[]? Encoded)> segments, int choice)
    {
        var joined = new List<byte>();
        foreach (var (utf8, encoded) in segments)
        {
            if (joined.Count > 0)
            {
                joined.Add((byte)'/');
            }

            var useEncoded = encoded is not null && (choice & 1) != 0;
            joined.AddRange(useEncoded ? encoded! : utf8);
            choice >>= encoded is null ? 0 : 1;
        }

        return new([.. joined]);
    }

    private List<(byte[] Utf8, byte[]? Encoded)> Split(ObjectKey key)
    {
        var segments = new List<(byte[], byte[]?)>();
        foreach (var range in key.Bytes.Split((byte)'/'))
        {
            var segment = key.Bytes[range];
            segments.Add((segment.ToArray(), segments.Count < 31 && !Ascii.IsValid(segment) ? Encode(segment) : null));
        }

        return segments;
    }

    /// <summary>The name as it stands on disk, where it is one that a listing would have converted.</summary>
    private byte[]? Encode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var raw = _encoding.GetBytes(Encoding.UTF8.GetString(utf8));
            return ToUtf8(raw) is { } back && back.AsSpan().SequenceEqual(utf8) ? raw : null;
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
