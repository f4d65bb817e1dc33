namespace OssTransfer.Jobs.Shards;

/// <summary>A shard's result as bytes, for messages.</summary>
public static class ShardResultCodec
{
    /// <summary>The kinds of proof that stand before the rest; later ones are behind it, where older versions don't look.</summary>
    private const int FirstProofs = 6;

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

        // An older version stops reading here.
        foreach (var count in result.Proofs.AsSpan()[FirstProofs..])
        {
            writer.Unsigned((ulong)count);
        }

        writer.Unsigned((ulong)result.InDoubt);
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
        for (var i = FirstProofs; i < proofs.Length && !reader.IsAtEnd; i++)
        {
            proofs[i] = (long)reader.Unsigned();
        }

        return new()
        {
            InDoubt = reader.IsAtEnd ? 0 : (long)reader.Unsigned(),
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
}
