using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>One outcome as stored bytes, short beside the manifest entry that it belongs to.</summary>
internal static class OutcomeCodec
{
    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Unproven = 1,

        /// <summary>The digest spells the destination's ETag.</summary>
        SameDigest = 2,
        OtherSize = 4,
        OtherSourceETag = 8,
        Failure = 16,
        Dropped = 32,

        /// <summary>One object of its own size went out.</summary>
        SentOnce = 64,

        /// <summary>The destination's ETag is spelt like the source's.</summary>
        SameETag = 128,
    }

    public static void Write(ByteWriter writer, TransferOutcome outcome, SourceFacts facts)
    {
        var parts = PartsOf(outcome, facts);
        writer.Byte((byte)((int)outcome.Kind | ((int)outcome.Proof << 4)));
        writer.Byte((byte)parts);
        if (!parts.HasFlag(Parts.SameETag))
        {
            writer.ETag(outcome.DestinationETag);
        }

        if (!parts.HasFlag(Parts.SameDigest))
        {
            writer.Digest(outcome.Digest);
        }

        if (parts.HasFlag(Parts.OtherSize))
        {
            writer.Signed(outcome.Size);
        }

        if (parts.HasFlag(Parts.OtherSourceETag))
        {
            writer.ETag(outcome.SourceETag);
        }

        if (!parts.HasFlag(Parts.SentOnce))
        {
            writer.Unsigned((ulong)outcome.ObjectsSent);
            writer.Unsigned((ulong)outcome.BytesSent);
        }

        if (outcome.Failure is { } failure)
        {
            writer.Byte((byte)((int)failure.Side | (failure.IsFatalForJob ? 0x80 : 0)));
            writer.Byte((byte)failure.Kind);
            writer.Text(failure.Reason);
        }

        if (parts.HasFlag(Parts.Dropped))
        {
            writer.Unsigned((ulong)outcome.DroppedMetadata.Count);
            foreach (var name in outcome.DroppedMetadata)
            {
                writer.Text(name);
            }
        }
    }

    public static TransferOutcome Read(ref ByteReader reader, int index, SourceFacts facts)
    {
        var kinds = reader.Byte();
        if ((kinds & 0x0F) > (int)OutcomeKind.Failed || kinds >> 4 > (int)ProofKind.ReadBack)
        {
            throw new InvalidDataException($"A stored outcome is of unknown kind {kinds:x2}.");
        }

        var parts = (Parts)reader.Byte();
        var etag = parts.HasFlag(Parts.SameETag) ? facts.ETag : reader.ETag();
        var digest = parts.HasFlag(Parts.SameDigest) ? new ContentDigest(ETagForm.Of(etag).Hash, 1, 0) : reader.Digest();
        var size = parts.HasFlag(Parts.OtherSize) ? reader.Signed() : facts.Size;
        var sourceETag = parts.HasFlag(Parts.OtherSourceETag) ? reader.ETag() : null;
        var (objectsSent, bytesSent) = parts.HasFlag(Parts.SentOnce) ? (1, size) : (reader.Int32(), (long)reader.Unsigned());
        return new(index, (OutcomeKind)(kinds & 0x0F))
        {
            Proof = (ProofKind)(kinds >> 4),
            SourceUnproven = parts.HasFlag(Parts.Unproven),
            DestinationETag = etag,
            Digest = digest,
            Size = size,
            SourceETag = sourceETag,
            ObjectsSent = objectsSent,
            BytesSent = bytesSent,
            Failure = parts.HasFlag(Parts.Failure) ? ReadFailure(ref reader) : null,
            DroppedMetadata = parts.HasFlag(Parts.Dropped) ? ReadNames(ref reader) : [],
        };
    }

    private static Parts PartsOf(TransferOutcome outcome, SourceFacts facts)
    {
        var sameDigest = outcome is { Digest: { Parts: 1, PartBytes: 0 } digest }
            && ETagForm.Of(outcome.DestinationETag) is { Kind: ETagKind.LowerHex } etag && etag.Hash == digest.Hash;
        return (outcome.SourceUnproven ? Parts.Unproven : Parts.None)
            | (sameDigest ? Parts.SameDigest : Parts.None)
            | (outcome.Size != facts.Size ? Parts.OtherSize : Parts.None)
            | (outcome.SourceETag is not null ? Parts.OtherSourceETag : Parts.None)
            | (outcome.Failure is not null ? Parts.Failure : Parts.None)
            | (outcome.DroppedMetadata.Count > 0 ? Parts.Dropped : Parts.None)
            | (outcome.ObjectsSent == 1 && outcome.BytesSent == outcome.Size ? Parts.SentOnce : Parts.None)
            | (outcome.DestinationETag is not null && outcome.DestinationETag == facts.ETag ? Parts.SameETag : Parts.None);
    }

    private static TransferFailure ReadFailure(ref ByteReader reader)
    {
        var side = reader.Byte();
        return new((TransferSide)(side & 0x7F), (StorageErrorKind)reader.Byte(), reader.Text()) { IsFatalForJob = (side & 0x80) != 0 };
    }

    private static string[] ReadNames(ref ByteReader reader)
    {
        var names = new string[reader.Count()];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.Text();
        }

        return names;
    }
}
