using System.Collections.Immutable;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>
/// What is in doubt as stored bytes, at the end of a payload. Earlier versions stop reading there and leave it out when they write the payload again: while
/// both work on a job, what they don't know is compared by the listed versions only.
/// </summary>
internal static class DoubtsCodec
{
    public static void Write(ByteWriter writer, ShardDoubts doubts)
    {
        var pairs = doubts.Indexes.ToPairs();
        writer.Unsigned((ulong)pairs.Count);
        foreach (var number in pairs)
        {
            writer.Unsigned((ulong)number);
        }

        writer.Unsigned((ulong)doubts.Versions.Count);
        foreach (var (index, versions) in doubts.Versions)
        {
            writer.Unsigned((ulong)index);
            Write(writer, versions);
        }
    }

    public static ShardDoubts Read(ref ByteReader reader, int entries)
    {
        var pairs = new int[reader.Count()];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = Checked(reader.Int32(), entries);
        }

        var versions = ImmutableSortedDictionary.CreateBuilder<int, ImmutableArray<SourceVersion>>();
        for (var left = reader.Count(); left > 0; left--)
        {
            versions[Checked(reader.Int32(), entries)] = ReadVersions(ref reader);
        }

        return new(RangeSet.FromPairs(pairs), versions.ToImmutable());
    }

    public static void Write(ByteWriter writer, EarlierWrites writes)
    {
        Write(writer, writes.Versions);
        writer.Byte((byte)((writes.Since is null ? 0 : 1) | (writes.Before is null ? 0 : 2)));
        if (writes.Since is { } since)
        {
            writer.Signed(since.UtcTicks);
        }

        if (writes.Before is { } before)
        {
            writer.Size(before.Size);
            writer.Signed(before.LastModified?.UtcTicks ?? 0);
            writer.ETag(before.ETag);
        }
    }

    public static EarlierWrites ReadWrites(ref ByteReader reader)
    {
        var versions = ReadVersions(ref reader);
        var parts = reader.Byte();
        return new(versions)
        {
            Since = (parts & 1) != 0 ? reader.Time() : null,
            Before = (parts & 2) != 0 ? new DestinationObject(reader.Size(), reader.Time(), reader.ETag()) : null,
        };
    }

    private static void Write(ByteWriter writer, ImmutableArray<SourceVersion> versions)
    {
        writer.Unsigned((ulong)versions.Length);
        foreach (var version in versions)
        {
            writer.Size(version.Size);
            writer.Signed(version.LastModified?.UtcTicks ?? 0);
            writer.ETag(version.ETag);
            writer.Byte(version.HasOpaqueETag ? (byte)1 : (byte)0);
        }
    }

    private static ImmutableArray<SourceVersion> ReadVersions(ref ByteReader reader)
    {
        var versions = new SourceVersion[reader.Count()];
        for (var i = 0; i < versions.Length; i++)
        {
            var (size, time) = (reader.Size(), reader.Time());
            versions[i] = new(size, reader.ETag(), time) { HasOpaqueETag = reader.Byte() != 0 };
        }

        return [.. versions];
    }

    private static int Checked(int index, int entries) => index < entries
        ? index
        : throw new InvalidDataException($"A stored doubt names entry {index} of {entries}.");
}
