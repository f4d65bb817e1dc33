using System.Text.Json;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>Progress as stored bytes; a checkpoint's delta has the same form.</summary>
public static class ProgressCodec
{
    /// <summary>The compressed form of some outcomes and steps of a manifest's entries.</summary>
    public static byte[] Encode(
        ShardManifest manifest,
        IReadOnlyCollection<TransferOutcome> outcomes,
        IReadOnlyCollection<KeyValuePair<int, LargeObjectState>> steps,
        ShardDoubts? doubts = null,
        ShardSends? sends = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(steps);
        var writer = new ByteWriter(withColumns: true);
        writer.Unsigned((ulong)outcomes.Count);
        var expected = 0;
        foreach (var outcome in outcomes)
        {
            // Most follow one another.
            writer.Signed(outcome.Index - expected);
            expected = outcome.Index + 1;
            OutcomeCodec.Write(writer, outcome, manifest.Entries[outcome.Index].Source);
        }

        writer.Unsigned((ulong)steps.Count);
        foreach (var (index, step) in steps)
        {
            writer.Unsigned((ulong)index);
            writer.Bytes(JsonSerializer.SerializeToUtf8Bytes(step));
        }

        if (doubts is { IsNone: false } || sends is { IsNone: false })
        {
            DoubtsCodec.Write(writer, doubts ?? ShardDoubts.None);
        }

        if (sends is { IsNone: false })
        {
            SendsCodec.Write(writer, sends);
        }

        return Payload.Pack(writer);
    }

    /// <summary>Nothing but that the attempt has recorded all that it sent.</summary>
    public static byte[] EncodeSendsComplete() => Encode(new([]), [], [], null, ShardSends.None with { IsComplete = true });

    /// <summary>All that is known of a shard.</summary>
    public static byte[] Encode(ShardManifest manifest, ShardProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return Encode(manifest, [.. progress.Outcomes.OfType<TransferOutcome>()], progress.Large, progress.Doubts, progress.Sends);
    }

    /// <summary>Adds what <see cref="Encode(ShardManifest, ShardProgress)"/> or a checkpoint wrote.</summary>
    public static ShardProgress Apply(ShardManifest manifest, ShardProgress progress, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(progress);
        var reader = Payload.Open(payload);
        var outcomes = new TransferOutcome[reader.Count()];
        var expected = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var index = Checked(reader.HasColumns ? reader.Signed() + expected : reader.Int32(), manifest);
            expected = index + 1;
            outcomes[i] = OutcomeCodec.Read(ref reader, index, manifest.Entries[index].Source);
        }

        var steps = new KeyValuePair<int, LargeObjectState>[reader.Count()];
        for (var i = 0; i < steps.Length; i++)
        {
            var index = Checked(reader.Int32(), manifest);
            steps[i] = new(index, ReadStep(reader.Bytes()));
        }

        var doubts = reader.IsAtEnd ? null : DoubtsCodec.Read(ref reader, manifest.Entries.Count);
        return progress.With(outcomes, steps, doubts, reader.IsAtEnd ? null : SendsCodec.Read(ref reader, manifest.Entries.Count));
    }

    /// <summary>Progress as it was stored; an empty payload is a shard that no worker worked on.</summary>
    public static ShardProgress Decode(ShardManifest manifest, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var start = ShardProgress.Start(manifest.Entries.Count);
        return payload.IsEmpty ? start : Apply(manifest, start, payload);
    }

    private static LargeObjectState ReadStep(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<LargeObjectState>(json) ?? throw new InvalidDataException("A stored step is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("A stored step is damaged.", exception);
        }
    }

    private static int Checked(long index, ShardManifest manifest) => index >= 0 && index < manifest.Entries.Count
        ? (int)index
        : throw new InvalidDataException($"A stored outcome names entry {index} of {manifest.Entries.Count}.");
}
