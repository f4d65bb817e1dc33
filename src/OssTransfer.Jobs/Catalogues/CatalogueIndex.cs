using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>Pages of a run's index as stored bytes.</summary>
public static class CatalogueIndex
{
    /// <summary>Lines of a full page: about a million objects.</summary>
    public const int PageLines = 512;

    /// <summary>The page that a line stands on.</summary>
    public static int PageOf(int line) => line / PageLines;

    /// <summary>How many shards look at all lines of a run, so many lines each.</summary>
    public static int ShardsFor(int lines, int linesPerShard) => (lines + linesPerShard - 1) / linesPerShard;

    /// <summary>The lines that one of those shards looks at, from the first to behind the last.</summary>
    public static (int From, int End) LinesOf(int shard, int lines, int linesPerShard) =>
        (shard * linesPerShard, Math.Min((shard + 1) * linesPerShard, lines));

    /// <summary>The compressed form.</summary>
    public static byte[] Encode(IReadOnlyList<SegmentRef> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var writer = new ByteWriter(withColumns: true);
        writer.Unsigned((ulong)lines.Count);
        var previous = default(ObjectKey);
        foreach (var line in lines)
        {
            writer.Key(line.First, previous);
            writer.Unsigned((ulong)line.Shard.Run);
            writer.Unsigned((ulong)line.Shard.Parent);
            writer.Unsigned((ulong)line.Shard.Number);
            writer.Unsigned((ulong)line.Objects);
            previous = line.First;
        }

        return Payload.Pack(writer);
    }

    /// <summary>Back from <see cref="Encode"/>; throws <see cref="InvalidDataException"/> for anything else.</summary>
    public static IReadOnlyList<SegmentRef> Decode(ReadOnlySpan<byte> payload)
    {
        var reader = Payload.Open(payload);
        var lines = new SegmentRef[reader.Count()];
        var previous = default(ObjectKey);
        for (var i = 0; i < lines.Length; i++)
        {
            previous = reader.Key(previous);
            lines[i] = new(previous, new(reader.Int32(), ShardKind.Move, reader.Int32(), reader.Int32()), reader.Int32());
        }

        return lines;
    }
}
