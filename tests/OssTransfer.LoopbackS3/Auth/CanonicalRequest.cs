using System.Buffers;
using System.Text;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Auth;

/// <summary>The canonical request of SigV4 in its S3 form: the path is encoded once and never normalised. Pure.</summary>
internal static class CanonicalRequest
{
    public static void Write(
        IBufferWriter<byte> output, string method, byte[] path, S3Query query, IHeaderDictionary headers, SignedRequest signed)
    {
        Ascii(output, method);
        output.Write("\n"u8);
        PercentEncoding.Encode(output, path, PercentEncoding.Path);
        output.Write("\n"u8);
        WriteQuery(output, query);
        output.Write("\n"u8);
        foreach (var name in signed.SignedHeaders)
        {
            Ascii(output, name);
            output.Write(":"u8);
            WriteValues(output, headers, name);
            output.Write("\n"u8);
        }

        output.Write("\n"u8);
        for (var i = 0; i < signed.SignedHeaders.Length; i++)
        {
            output.Write(i == 0 ? default : ";"u8);
            Ascii(output, signed.SignedHeaders[i]);
        }

        output.Write("\n"u8);
        Ascii(output, signed.Payload);
    }

    private static void WriteQuery(IBufferWriter<byte> output, S3Query query)
    {
        if (query.IsEmpty)
        {
            return;
        }

        var pairs = query.Pairs
            .Where(pair => pair.Key != "X-Amz-Signature")
            .Select(pair => (Name: Encoded(Encoding.Latin1.GetBytes(pair.Key)), Value: Encoded(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal);
        Ascii(output, string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}")));
    }

    private static void WriteValues(IBufferWriter<byte> output, IHeaderDictionary headers, string name)
    {
        var values = headers[name];
        for (var i = 0; i < values.Count; i++)
        {
            output.Write(i == 0 ? default : ","u8);
            WriteTrimmed(output, values[i].AsSpan().Trim());
        }
    }

    /// <summary>Runs of spaces become one.</summary>
    private static void WriteTrimmed(IBufferWriter<byte> output, ReadOnlySpan<char> value)
    {
        while (value.IndexOf("  ", StringComparison.Ordinal) is var at and >= 0)
        {
            Latin1(output, value[..(at + 1)]);
            value = value[(at + 1)..].TrimStart(' ');
        }

        Latin1(output, value);
    }

    private static string Encoded(byte[] bytes)
    {
        var output = new ArrayBufferWriter<byte>(bytes.Length + 16);
        PercentEncoding.Encode(output, bytes, PercentEncoding.Query);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }

    private static void Ascii(IBufferWriter<byte> output, string text) => Latin1(output, text);

    /// <summary>Headers are read as Latin-1, so this gives back the bytes that were sent.</summary>
    private static void Latin1(IBufferWriter<byte> output, ReadOnlySpan<char> text) =>
        Encoding.Latin1.GetBytes(text, output);
}
