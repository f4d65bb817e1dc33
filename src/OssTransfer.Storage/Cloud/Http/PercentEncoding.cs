using System.Buffers;
using System.Text;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>RFC 3986 encoding of bytes as every signature wants it: unreserved bytes stay, the rest is <c>%XX</c> in upper case.</summary>
internal static class PercentEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static readonly SearchValues<byte> Kept = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved));
    private static readonly SearchValues<byte> KeptInPath = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved + "/"));

    /// <summary>For a query: a slash is encoded, too.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Encode(bytes, Kept);

    /// <summary>For a query: a slash is encoded, too.</summary>
    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text), Kept);

    /// <summary>For a path: slashes stay, and nothing is normalised.</summary>
    public static string EncodePath(ReadOnlySpan<byte> bytes) => Encode(bytes, KeptInPath);

    /// <summary>Undoes <c>%XX</c>, and <c>+</c> as a space, as listings with encoding-type=url need it. What is no <c>%XX</c> stays.</summary>
    public static byte[] DecodeQuery(byte[] bytes)
    {
        if (!bytes.AsSpan().ContainsAny((byte)'%', (byte)'+'))
        {
            return bytes;
        }

        var decoded = new byte[bytes.Length];
        var length = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            var value = bytes[at];
            if (value == '+')
            {
                value = (byte)' ';
            }
            else if (value == '%' && at + 2 < bytes.Length && Hex(bytes[at + 1]) is >= 0 and var high && Hex(bytes[at + 2]) is >= 0 and var low)
            {
                value = (byte)((high << 4) | low);
                at += 2;
            }

            decoded[length++] = value;
        }

        return decoded[..length];
    }

    private static string Encode(ReadOnlySpan<byte> bytes, SearchValues<byte> kept)
    {
        if (!bytes.ContainsAnyExcept(kept))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var buffer = ArrayPool<char>.Shared.Rent(bytes.Length * 3);
        var length = 0;
        foreach (var value in bytes)
        {
            if (kept.Contains(value))
            {
                buffer[length++] = (char)value;
            }
            else
            {
                buffer[length++] = '%';
                buffer[length++] = Digit(value >> 4);
                buffer[length++] = Digit(value & 15);
            }
        }

        var text = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);

    private static int Hex(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
