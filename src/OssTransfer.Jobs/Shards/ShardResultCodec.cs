namespace OssTransfer.Jobs.Shards;

/// <summary>A shard's result as bytes, for messages.</summary>
public static class ShardResultCodec
{
    /// <summary>The compact form.</summary>
    public static byte[] Encode(ShardResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var writer = new ByteWriter();
        foreach (var count in result.Objects)
        {
            writer.Unsigned((ulong)count);
        }

        foreach (var count in result.Proofs)
        {
            writer.Unsigned((ulong)count);
        }

        foreach (var number in new[] { result.SourceUnproven, result.BytesTransferred, result.ObjectsSent, result.BytesSent, result.MetadataDropped })
        {
            writer.Unsigned((ulong)number);
        }

        writer.Hash(result.Keys.Sum);
        return writer.Written.ToArray();
    }

    /// <summary>Back from <see cref="Encode"/>.</summary>
    public static ShardResult Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var (objects, proofs) = (new long[8], new long[6]);
        for (var i = 0; i < objects.Length; i++)
        {
            objects[i] = (long)reader.Unsigned();
        }

        for (var i = 0; i < proofs.Length; i++)
        {
            proofs[i] = (long)reader.Unsigned();
        }

        return new()
        {
            Objects = [.. objects],
            Proofs = [.. proofs],
            SourceUnproven = (long)reader.Unsigned(),
            BytesTransferred = (long)reader.Unsigned(),
            ObjectsSent = (long)reader.Unsigned(),
            BytesSent = (long)reader.Unsigned(),
            MetadataDropped = (long)reader.Unsigned(),
            Keys = new(reader.Hash()),
        };
    }
}
