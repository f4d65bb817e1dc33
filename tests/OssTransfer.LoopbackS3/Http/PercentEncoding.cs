using System.Buffers;
using System.Text;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>Percent-encoding of bytes, in the two forms that S3 knows.</summary>
internal static class PercentEncoding
{
    /// <summary>RFC 3986 unreserved and the slash: a path in a canonical request.</summary>
    public static readonly SearchValues<byte> Path =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"u8);

    /// <summary>RFC 3986 unreserved: names and values in a canonical query.</summary>
    public static readonly SearchValues<byte> Query =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly SearchValues<byte> Listing =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._*/"u8);

    /// <summary>The bytes behind <paramref name="text"/>; a broken escape stays as it is.</summary>
    public static byte[] Decode(ReadOnlySpan<char> text, bool plusIsSpace)
    {
        if (text.IsEmpty)
        {
            return [];
        }

        if (!text.Contains('%') && !(plusIsSpace && text.Contains('+')))
        {
            return Encoding.Latin1.GetBytes(text.ToArray());
        }

        var bytes = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[count++] = (byte)(HexValue(text[i + 1]) << 4 | HexValue(text[i + 2]));
                i += 2;
            }
            else
            {
                bytes[count++] = plusIsSpace && text[i] == '+' ? (byte)' ' : (byte)text[i];
            }
        }

        return bytes.AsSpan(0, count).ToArray();
    }

    /// <summary>Writes <paramref name="bytes"/> with everything outside <paramref name="literal"/> escaped in upper case.</summary>
    public static void Encode(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes, SearchValues<byte> literal)
    {
        while (!bytes.IsEmpty)
        {
            var run = bytes.IndexOfAnyExcept(literal);
            if (run != 0)
            {
                output.Write(run < 0 ? bytes : bytes[..run]);
            }

            if (run < 0)
            {
                return;
            }

            Escape(output, bytes[run]);
            bytes = bytes[(run + 1)..];
        }
    }

    /// <summary>The text of <c>encoding-type=url</c>: as an HTML form does it, with the slash left alone.</summary>
    public static string ForListing(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAnyExcept(Listing) < 0)
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var output = new ArrayBufferWriter<byte>(bytes.Length + 16);
        foreach (var b in bytes)
        {
            if (Listing.Contains(b))
            {
                output.Write([b]);
            }
            else if (b == ' ')
            {
                output.Write("+"u8);
            }
            else
            {
                Escape(output, b);
            }
        }

        return Encoding.ASCII.GetString(output.WrittenSpan);
    }

    private static void Escape(IBufferWriter<byte> output, byte value)
    {
        var span = output.GetSpan(3);
        span[0] = (byte)'%';
        span[1] = (byte)"0123456789ABCDEF"[value >> 4];
        span[2] = (byte)"0123456789ABCDEF"[value & 15];
        output.Advance(3);
    }

    private static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
