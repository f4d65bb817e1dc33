using System.Collections.Immutable;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>
/// What attempts sent as stored bytes, behind what is in doubt. Earlier versions stop reading there and leave it out when they write the payload again: what
/// they leave out counts as not recorded.
/// </summary>
internal static class SendsCodec
{
    [Flags]
    private enum Marks : byte
    {
        None = 0,
        IsComplete = 1,
        MayBeShort = 2,
    }

    public static void Write(ByteWriter writer, ShardSends sends)
    {
        writer.Byte((byte)((sends.IsComplete ? Marks.IsComplete : Marks.None) | (sends.MayBeShort ? Marks.MayBeShort : Marks.None)));
        writer.Unsigned((ulong)sends.Unfinished.Count);
        foreach (var (index, sent) in sends.Unfinished)
        {
            writer.Unsigned((ulong)index);
            writer.Unsigned((ulong)sent.Objects);
            writer.Unsigned((ulong)sent.Bytes);
        }
    }

    public static ShardSends Read(ref ByteReader reader, int entries)
    {
        var marks = (Marks)reader.Byte();
        var counts = ImmutableSortedDictionary.CreateBuilder<int, SentCount>();
        for (var left = reader.Count(); left > 0; left--)
        {
            var index = reader.Int32();
            counts[index < entries ? index : throw new InvalidDataException($"A stored count names entry {index} of {entries}.")] =
                new(reader.Int32(), (long)reader.Unsigned());
        }

        return new(counts.ToImmutable()) { IsComplete = marks.HasFlag(Marks.IsComplete), MayBeShort = marks.HasFlag(Marks.MayBeShort) };
    }
}
