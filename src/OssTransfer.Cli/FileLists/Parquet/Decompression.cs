using System.IO.Compression;
using Snappier;
using ZstdSharp;

namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>Decompresses pages, into what they say they have and not a byte more.</summary>
internal static class Decompression
{
    /// <summary>Fills <paramref name="plain"/>.</summary>
    /// <exception cref="InvalidDataException">It has another length, or is damaged.</exception>
    /// <exception cref="NotSupportedException">It is compressed by something else.</exception>
    public static void Decompress(ParquetCodec codec, ReadOnlyMemory<byte> page, Memory<byte> plain)
    {
        var length = codec switch
        {
            ParquetCodec.Uncompressed => Copy(page.Span, plain.Span),
            ParquetCodec.Snappy => FromSnappy(page.Span, plain.Span),
            ParquetCodec.Gzip => FromGzip(page, plain.Span),
            ParquetCodec.Zstd => FromZstd(page.Span, plain.Span),
            _ => throw new NotSupportedException($"it is compressed by {codec}"),
        };
        if (length != plain.Length)
        {
            throw new InvalidDataException("it has a page whose length isn't what the page says");
        }
    }

    private static int? Copy(ReadOnlySpan<byte> page, Span<byte> plain) => page.TryCopyTo(plain) ? page.Length : null;

    private static int? FromSnappy(ReadOnlySpan<byte> page, Span<byte> plain) => Snappy.TryDecompress(page, plain, out var length) ? length : null;

    private static int? FromGzip(ReadOnlyMemory<byte> page, Span<byte> plain)
    {
        using var stream = new GZipStream(new MemoryStream(page.ToArray(), writable: false), CompressionMode.Decompress);
        var length = stream.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
        return stream.ReadByte() < 0 ? length : null;
    }

    private static int? FromZstd(ReadOnlySpan<byte> page, Span<byte> plain)
    {
        using var decompressor = new Decompressor();
        try
        {
            return decompressor.Unwrap(page, plain);
        }
        catch (ZstdException)
        {
            return null;
        }
    }
}
