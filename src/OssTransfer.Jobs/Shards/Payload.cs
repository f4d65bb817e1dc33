using ZstdSharp;

namespace OssTransfer.Jobs.Shards;

/// <summary>
/// The stored form of manifests, progress and index pages: a version byte, then the columns of a <see cref="ByteWriter"/>, each with its length and
/// compressed by itself where that makes it smaller. Version 1, which lists still have, is one compressed stream.
/// </summary>
internal static class Payload
{
    /// <summary>
    /// The newest that is read. It is written only where something needs it, so that most of what this program stores is read by the one before, too.
    /// </summary>
    public const byte CurrentVersion = Facts;

    /// <summary>Columns, as most payloads are.</summary>
    public const byte Columns = 2;

    /// <summary>Columns with what <see cref="RecordCodec"/>, <see cref="OutcomeCodec"/> and <see cref="ManifestCodec"/> mark beyond that.</summary>
    public const byte Marks = 3;

    /// <summary>With what a check job found, which older programs can't distinguish from what moves.</summary>
    public const byte Checks = 4;

    /// <summary>Lists with what an inventory says of their objects.</summary>
    public const byte Facts = 5;

    private const byte SingleStream = 1;
    private const int Level = 3;
    private const int MaxBytes = 64 << 20;

    /// <summary>One stream, version 1.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var compressor = new Compressor(Level);
        var packed = new byte[1 + Compressor.GetCompressBound(content.Length)];
        packed[0] = SingleStream;
        var length = compressor.Wrap(content, packed.AsSpan(1));
        return packed[..(1 + length)];
    }

    /// <summary>Back from <see cref="Pack(ReadOnlySpan{byte})"/>.</summary>
    public static ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty || packed[0] != SingleStream)
        {
            throw new InvalidDataException($"A stored payload is of version {(packed.IsEmpty ? 0 : packed[0])}, this program reads one stream here.");
        }

        using var decompressor = new Decompressor();
        return Unpack(decompressor, packed[1..], MaxBytes);
    }

    /// <summary>All columns.</summary>
    public static byte[] Pack(ByteWriter writer)
    {
        using var compressor = new Compressor(Level);
        var packed = new ByteWriter();
        packed.Byte(writer.Version);
        for (var column = 0; column < ByteWriter.Columns; column++)
        {
            var content = writer.Column(column);
            packed.Unsigned((ulong)content.Length);
            if (content.IsEmpty)
            {
                continue;
            }

            // Hashes don't compress; don't try.
            var small = column == ByteWriter.HashColumn ? content : compressor.Wrap(content);
            packed.Bytes(small.Length < content.Length ? small : content);
        }

        return packed.Written.ToArray();
    }

    /// <summary>A reader of what was packed, of any version.</summary>
    public static ByteReader Open(ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty || packed[0] is not (SingleStream or Columns or Marks or Checks or Facts))
        {
            throw new InvalidDataException($"A stored payload is of version {(packed.IsEmpty ? 0 : packed[0])}, this program reads up to {CurrentVersion}.");
        }

        using var decompressor = new Decompressor();
        if (packed[0] == SingleStream)
        {
            return new(Unpack(decompressor, packed[1..], MaxBytes));
        }

        var reader = new ByteReader(packed[1..]);
        return new(
            ReadColumn(ref reader, decompressor),
            ReadColumn(ref reader, decompressor),
            ReadColumn(ref reader, decompressor),
            ReadColumn(ref reader, decompressor));
    }

    private static ReadOnlySpan<byte> ReadColumn(scoped ref ByteReader reader, Decompressor decompressor)
    {
        var length = reader.Int32();
        if (length == 0)
        {
            return [];
        }

        var stored = reader.Bytes();
        if (length > MaxBytes)
        {
            throw new InvalidDataException("A stored payload is damaged.");
        }

        var content = stored.Length == length ? stored : Unpack(decompressor, stored, length);
        return content.Length == length ? content : throw new InvalidDataException("A stored payload is damaged.");
    }

    private static ReadOnlySpan<byte> Unpack(Decompressor decompressor, ReadOnlySpan<byte> packed, int most)
    {
        try
        {
            return decompressor.Unwrap(packed, most);
        }
        catch (ZstdException exception)
        {
            throw new InvalidDataException("A stored payload is damaged.", exception);
        }
    }
}
