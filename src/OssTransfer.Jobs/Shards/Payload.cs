using ZstdSharp;

namespace OssTransfer.Jobs.Shards;

/// <summary>The stored form of manifests, progress and index pages: a version byte and zstd.</summary>
internal static class Payload
{
    private const byte Version = 1;
    private const int MaxBytes = 64 << 20;

    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var compressor = new Compressor(3);
        var packed = new byte[1 + Compressor.GetCompressBound(content.Length)];
        packed[0] = Version;
        var length = compressor.Wrap(content, packed.AsSpan(1));
        return packed[..(1 + length)];
    }

    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty || packed[0] != Version)
        {
            throw new InvalidDataException($"A stored payload is of version {(packed.IsEmpty ? 0 : packed[0])}, this program reads {Version}.");
        }

        try
        {
            using var decompressor = new Decompressor();
            return decompressor.Unwrap(packed[1..], MaxBytes).ToArray();
        }
        catch (ZstdException exception)
        {
            throw new InvalidDataException("A stored payload is damaged.", exception);
        }
    }
}
