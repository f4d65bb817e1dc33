using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>A shard's result as bytes, for messages.</summary>
public static class ShardResultCodec
{
    /// <summary>The kinds of proof that stand before the rest; later ones are behind it, where older versions don't look.</summary>
    private const int FirstProofs = 6;

    /// <summary>The kinds of proof up to those that stand next. A newer kind goes to the end of all: what follows these has its place.</summary>
    private const int NextProofs = 8;

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        SentAtLeast = 1,
        MayHaveSentMore = 2,
    }

    /// <summary>The compact form.</summary>
    public static byte[] Encode(ShardResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var writer = new ByteWriter();
        foreach (var count in result.Objects)
        {
            writer.Unsigned((ulong)count);
        }

        foreach (var count in result.Proofs.AsSpan()[..FirstProofs])
        {
            writer.Unsigned((ulong)count);
        }

        foreach (var number in new[] { result.SourceUnproven, result.BytesTransferred, result.ObjectsSent, result.BytesSent, result.MetadataDropped })
        {
            writer.Unsigned((ulong)number);
        }

        writer.Hash(result.Keys.Sum);

        // The first form ends here; programs that know no more ignore what follows.
        foreach (var count in result.Proofs.AsSpan()[FirstProofs..NextProofs])
        {
            writer.Unsigned((ulong)count);
        }

        writer.Unsigned((ulong)result.InDoubt);

        // The second form ends here.
        writer.Byte((byte)((result.SentAtLeast ? Marks.SentAtLeast : Marks.None) | (result.MayHaveSentMore ? Marks.MayHaveSentMore : Marks.None)));
        writer.Unsigned((ulong)result.ObjectsCopiedInside);
        writer.Unsigned((ulong)result.BytesCopiedInside);

        // The third form ends here.
        writer.Unsigned((ulong)result.Missing);
        writer.Unsigned((ulong)result.Different);
        writer.Unsigned((ulong)result.BytesRead);
        writer.Unsigned((ulong)result.Proofs[(int)ProofKind.Size]);

        // The fourth form ends here, and this one where it is unknown how many bytes have ended.
        if (result.BytesEnded is { } ended)
        {
            writer.Unsigned((ulong)ended);

            // The fifth form ends here.
            writer.Unsigned((ulong)result.Failures.Length);
            foreach (var failure in result.Failures)
            {
                writer.Text(failure.Name);
                writer.Unsigned((ulong)failure.Count);
                writer.Byte((byte)(failure.IsWholeKey ? 1 : 0));
                writer.Bytes(failure.Key.Bytes);
                writer.Text(failure.Reason);
            }
        }

        return writer.Written.ToArray();
    }

    /// <summary>Back from <see cref="Encode"/>.</summary>
    public static ShardResult Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var (objects, proofs) = (new long[8], new long[ShardResult.ProofKinds]);
        for (var i = 0; i < objects.Length; i++)
        {
            objects[i] = (long)reader.Unsigned();
        }

        for (var i = 0; i < FirstProofs; i++)
        {
            proofs[i] = (long)reader.Unsigned();
        }

        var (unproven, transferred, sent) = ((long)reader.Unsigned(), (long)reader.Unsigned(), (long)reader.Unsigned());
        var (bytesSent, dropped, keys) = ((long)reader.Unsigned(), (long)reader.Unsigned(), reader.Hash());
        for (var i = FirstProofs; i < NextProofs && !reader.IsAtEnd; i++)
        {
            proofs[i] = (long)reader.Unsigned();
        }

        var inDoubt = reader.IsAtEnd ? 0 : (long)reader.Unsigned();
        var marks = reader.IsAtEnd ? Marks.None : (Marks)reader.Byte();
        var (copied, bytesCopied) = (Later(ref reader), Later(ref reader));
        var (missing, different, bytesRead) = (Later(ref reader), Later(ref reader), Later(ref reader));
        proofs[(int)ProofKind.Size] = Later(ref reader);
        long? bytesEnded = reader.IsAtEnd ? null : (long)reader.Unsigned();
        var failures = new FailureTally[reader.IsAtEnd ? 0 : reader.Count()];
        for (var i = 0; i < failures.Length; i++)
        {
            var (name, count, isWhole) = (reader.Text(), (long)reader.Unsigned(), reader.Byte() != 0);
            failures[i] = new(name, count, new(reader.Bytes()), reader.Text()) { IsWholeKey = isWhole };
        }

        return new()
        {
            InDoubt = inDoubt,
            SentAtLeast = marks.HasFlag(Marks.SentAtLeast),
            MayHaveSentMore = marks.HasFlag(Marks.MayHaveSentMore),
            ObjectsCopiedInside = copied,
            BytesCopiedInside = bytesCopied,
            Missing = missing,
            Different = different,
            BytesRead = bytesRead,
            BytesEnded = bytesEnded,
            Failures = [.. failures],
            Objects = [.. objects],
            Proofs = [.. proofs],
            SourceUnproven = unproven,
            BytesTransferred = transferred,
            ObjectsSent = sent,
            BytesSent = bytesSent,
            MetadataDropped = dropped,
            Keys = new(keys),
        };
    }

    /// <summary>A number that older versions don't write.</summary>
    private static long Later(ref ByteReader reader) => reader.IsAtEnd ? 0 : (long)reader.Unsigned();
}
