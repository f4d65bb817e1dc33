using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Jobs.FileLists;

/// <summary>A stretch of a sorted list as it is sent and stored: compressed, keys without what they share with the one before.</summary>
public static class FileListCodec
{
    [Flags]
    private enum Parts : byte
    {
        None = 0,

        /// <summary>The source key is not the key itself.</summary>
        Source = 1,
        Size = 2,
        Problem = 4,
        Md5 = 8,
        Facts = 16,
    }

    /// <summary>The compressed form.</summary>
    public static byte[] Encode(IReadOnlyCollection<FileListObject> objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        // A program that doesn't know digests, or facts, refuses it.
        var hasMore = objects.Any(one => one.Md5 is not null || one.Facts is not null);
        var writer = new ByteWriter(hasMore);
        writer.Unsigned((ulong)objects.Count);
        var previous = default(FileListObject);
        foreach (var one in objects)
        {
            var parts = (one.Source == one.Key ? Parts.None : Parts.Source)
                | (one.Size is null ? Parts.None : Parts.Size)
                | (one.Problem == FileListProblem.None ? Parts.None : Parts.Problem)
                | (one.Md5 is null ? Parts.None : Parts.Md5)
                | (one.Facts is null ? Parts.None : Parts.Facts);
            writer.Key(one.Key, previous.Key);
            writer.Byte((byte)parts);
            writer.Signed(one.Line - previous.Line);
            if (parts.HasFlag(Parts.Source))
            {
                writer.Key(one.Source, previous.Source);
            }

            if (one.Size is { } size)
            {
                writer.Unsigned((ulong)size);
            }

            if (parts.HasFlag(Parts.Problem))
            {
                writer.Byte((byte)one.Problem);
            }

            if (one.Md5 is { } md5)
            {
                writer.Needs(Payload.Checks);
                writer.Hash(Hash128.Parse(md5));
            }

            if (one.Facts is { } facts)
            {
                writer.Needs(Payload.Facts);
                writer.Ticks(facts.LastModified.UtcTicks);
                writer.ETag(facts.ETag);
            }

            previous = one;
        }

        return hasMore ? Payload.Pack(writer) : Payload.Pack(writer.Written);
    }

    /// <summary>Back from <see cref="Encode"/>; throws <see cref="InvalidDataException"/> for anything else, also for keys that don't ascend.</summary>
    public static IReadOnlyList<FileListObject> Decode(ReadOnlySpan<byte> payload)
    {
        var reader = Payload.Open(payload);
        var objects = new FileListObject[reader.Count()];
        var previous = default(FileListObject);
        for (var i = 0; i < objects.Length; i++)
        {
            var key = reader.Key(previous.Key);
            var parts = (Parts)reader.Byte();
            var line = previous.Line + reader.Signed();
            var source = parts.HasFlag(Parts.Source) ? reader.Key(previous.Source) : key;
            var size = parts.HasFlag(Parts.Size) ? (long)reader.Unsigned() : (long?)null;
            var problem = parts.HasFlag(Parts.Problem) ? (FileListProblem)reader.Byte() : FileListProblem.None;
            var md5 = parts.HasFlag(Parts.Md5) ? reader.Hash().ToHex() : null;
            var facts = parts.HasFlag(Parts.Facts) ? FactsOf(ByteReader.Time(reader.Ticks()), reader.ETag()) : null;
            if (key.IsEmpty || size < 0 || (i > 0 && !(key > previous.Key)))
            {
                throw new InvalidDataException("The list's keys do not ascend.");
            }

            objects[i] = previous = new(key, source, size, line, problem) { Md5 = md5, Facts = facts };
        }

        return objects;
    }

    private static InventoryFacts FactsOf(DateTimeOffset? lastModified, string? etag) =>
        lastModified is { } time && etag is not null ? new(time, etag) : throw new InvalidDataException("The list has facts that say nothing.");
}
