using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>Manifests as stored bytes.</summary>
public static class ManifestCodec
{
    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Record = 1,
        Destination = 2,
        Ours = 4,
        Refusal = 8,

        /// <summary>The record's source facts are the entry's: not written twice.</summary>
        SameFacts = 16,

        /// <summary>The entry's facts name its key at the source.</summary>
        SourceKey = 32,

        /// <summary>So do the record's.</summary>
        RecordSourceKey = 64,

        /// <summary>Sent even if equal.</summary>
        Again = 128,
    }

    /// <summary>The destination was looked at, and its whole listing seen; 1: it was looked at; 0: it wasn't.</summary>
    private const byte SeenWhole = 3;

    /// <summary>The compressed form.</summary>
    public static byte[] Encode(ShardManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var writer = new ByteWriter(withColumns: true);
        writer.Unsigned((ulong)manifest.Entries.Count);
        var (previousKey, previousTicks) = (default(ObjectKey), 0L);
        foreach (var entry in manifest.Entries)
        {
            Write(writer, entry, previousKey, previousTicks);
            (previousKey, previousTicks) = (entry.Key, TicksOf(entry.Source));
        }

        WriteRest(writer, manifest);
        return Payload.Pack(writer);
    }

    /// <summary>Back from <see cref="Encode"/>; throws <see cref="InvalidDataException"/> for anything else.</summary>
    public static ShardManifest Decode(ReadOnlySpan<byte> payload)
    {
        var reader = Payload.Open(payload);
        var entries = new ManifestEntry[reader.Count()];
        var (previousKey, previousTicks) = (default(ObjectKey), 0L);
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = Read(ref reader, previousKey, previousTicks);
            (previousKey, previousTicks) = (entries[i].Key, TicksOf(entries[i].Source));
        }

        return ReadRest(ref reader, entries);
    }

    /// <summary>What earlier versions don't read.</summary>
    private static void WriteRest(ByteWriter writer, ShardManifest manifest)
    {
        var earlier = manifest.Entries.Index().Where(pair => pair.Item.Record?.Earlier is not null).ToList();
        var formers = manifest.Entries.Index().Where(pair => pair.Item.Record?.FormerETag is not null).ToList();
        var expected = manifest.Entries.Index().Where(pair => pair.Item.Expected is not null).ToList();
        if (manifest.SeenAt is null && earlier.Count == 0 && formers.Count == 0 && expected.Count == 0)
        {
            return;
        }

        // Earlier versions take every number but 0 for a sign that a time follows.
        writer.Byte(manifest.SeenAt is null ? (byte)0 : manifest.SawAll ? SeenWhole : (byte)1);
        if (manifest.SeenAt is { } seen)
        {
            writer.Signed(seen.UtcTicks);
        }

        writer.Unsigned((ulong)earlier.Count);
        foreach (var (index, entry) in earlier)
        {
            writer.Unsigned((ulong)index);
            DoubtsCodec.Write(writer, entry.Record!.Earlier!);
        }

        if (formers.Count > 0 || expected.Count > 0)
        {
            writer.Unsigned((ulong)formers.Count);
            foreach (var (index, entry) in formers)
            {
                writer.Unsigned((ulong)index);
                writer.ETag(entry.Record!.FormerETag);
            }
        }

        if (expected.Count > 0)
        {
            writer.Unsigned((ulong)expected.Count);
            foreach (var (index, entry) in expected)
            {
                writer.Unsigned((ulong)index);
                writer.Digest(entry.Expected);
            }
        }
    }

    private static ShardManifest ReadRest(ref ByteReader reader, ManifestEntry[] entries)
    {
        if (reader.IsAtEnd)
        {
            return new(entries);
        }

        var look = reader.Byte();
        DateTimeOffset? seen = look == 0 ? null : reader.Time();
        for (var left = reader.Count(); left > 0; left--)
        {
            var (index, record) = ReadNamed(ref reader, entries);
            entries[index] = entries[index] with { Record = record with { Earlier = DoubtsCodec.ReadWrites(ref reader) } };
        }

        for (var left = reader.IsAtEnd ? 0 : reader.Count(); left > 0; left--)
        {
            var (index, record) = ReadNamed(ref reader, entries);
            entries[index] = entries[index] with { Record = record with { FormerETag = reader.ETag() } };
        }

        for (var left = reader.IsAtEnd ? 0 : reader.Count(); left > 0; left--)
        {
            var index = reader.Int32();
            var expected = reader.Digest();
            entries[index] = index < entries.Length ? entries[index] with { Expected = expected } : throw Misnamed(index, entries.Length);
        }

        return new(entries) { SeenAt = seen, SawAll = look == SeenWhole };
    }

    private static (int Index, CatalogueRecord Record) ReadNamed(ref ByteReader reader, ManifestEntry[] entries)
    {
        var index = reader.Int32();
        return index < entries.Length && entries[index].Record is { } record
            ? (index, record)
            : throw Misnamed(index, entries.Length);
    }

    private static InvalidDataException Misnamed(int index, int entries) => new($"What is stored of a record names entry {index} of {entries}.");

    private static void Write(ByteWriter writer, ManifestEntry entry, ObjectKey previousKey, long previousTicks)
    {
        var sameFacts = entry.Record is { } known && known.Source == entry.Source;
        var parts = (entry.Record is null ? Parts.None : Parts.Record)
            | (entry.Destination is null ? Parts.None : Parts.Destination)
            | (entry.IsOurs ? Parts.Ours : Parts.None)
            | (entry.Reason is null ? Parts.None : Parts.Refusal)
            | (sameFacts ? Parts.SameFacts : Parts.None)
            | (entry.EvenIfEqual ? Parts.Again : Parts.None)
            | (entry.Source.Key is null ? Parts.None : Parts.SourceKey)
            | (sameFacts || entry.Record?.Source.Key is null ? Parts.None : Parts.RecordSourceKey);
        if (entry.EvenIfEqual)
        {
            writer.Needs(Payload.Marks);
        }

        if (entry.Action is EntryAction.Compare or EntryAction.Extra)
        {
            writer.Needs(Payload.Checks);
        }

        writer.Key(entry.Key, previousKey);
        writer.Byte((byte)entry.Action);
        writer.Byte((byte)parts);
        WriteFacts(writer, entry.Source, previousTicks);
        if (entry.Record is { } record)
        {
            WriteRecord(writer, record, sameFacts ? null : TicksOf(entry.Source));
        }

        if (entry.Destination is { } destination)
        {
            writer.Size(destination.Size);
            writer.Signed(destination.LastModified?.UtcTicks ?? 0);
            writer.ETag(destination.ETag);
        }

        if (entry.Reason is { } reason)
        {
            writer.Byte((byte)entry.Refusal);
            writer.Byte((byte)entry.Problem);
            writer.Text(reason);
        }
    }

    private static ManifestEntry Read(ref ByteReader reader, ObjectKey previousKey, long previousTicks)
    {
        var key = reader.Key(previousKey);
        var action = (EntryAction)reader.Byte();
        var parts = (Parts)reader.Byte();
        var facts = ReadFacts(ref reader, previousTicks, parts.HasFlag(Parts.SourceKey));
        var record = parts.HasFlag(Parts.Record) ? ReadRecord(ref reader, key, facts, parts) : null;
        var destination = parts.HasFlag(Parts.Destination)
            ? new DestinationObject(reader.Size(), reader.Time(), reader.ETag())
            : null;
        var refused = parts.HasFlag(Parts.Refusal);
        return new(key, action, facts)
        {
            Record = record,
            Destination = destination,
            EvenIfEqual = parts.HasFlag(Parts.Again),
            IsOurs = parts.HasFlag(Parts.Ours),
            Refusal = refused ? (OutcomeKind)reader.Byte() : OutcomeKind.None,
            Problem = refused ? (EntryProblem)reader.Byte() : EntryProblem.None,
            Reason = refused ? reader.Text() : null,
        };
    }

    /// <summary>Of a time that is not known: 0.</summary>
    private static long TicksOf(SourceFacts facts) => facts.LastModified?.UtcTicks ?? 0;

    private static void WriteFacts(ByteWriter writer, SourceFacts facts, long previousTicks)
    {
        writer.Size(facts.Size);
        writer.Ticks(TicksOf(facts) - previousTicks);
        writer.ETag(facts.ETag);
        if (facts.Key is { } key)
        {
            writer.Bytes(key.Bytes);
        }
    }

    private static SourceFacts ReadFacts(ref ByteReader reader, long previousTicks, bool hasKey) =>
        new(reader.Size(), ByteReader.Time(reader.Ticks() + previousTicks), reader.ETag(), hasKey ? new ObjectKey(reader.Bytes()) : null);

    private static void WriteRecord(ByteWriter writer, CatalogueRecord record, long? previousTicks)
    {
        if (previousTicks is { } ticks)
        {
            WriteFacts(writer, record.Source, ticks);
        }

        RecordCodec.Write(writer, record);
    }

    private static CatalogueRecord ReadRecord(ref ByteReader reader, ObjectKey key, SourceFacts listed, Parts parts)
    {
        var facts = parts.HasFlag(Parts.SameFacts) ? listed : ReadFacts(ref reader, TicksOf(listed), parts.HasFlag(Parts.RecordSourceKey));
        return RecordCodec.Read(ref reader, key, facts);
    }
}
