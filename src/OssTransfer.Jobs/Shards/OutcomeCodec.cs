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

    /// <summary>Beside the kind and the proof: <see cref="More"/> follows the parts.</summary>
    private const int HasMore = 8;

    private const int KindMask = 7;

    [Flags]
    private enum More : byte
    {
        None = 0,

        /// <summary>The version that was compared or sent has another time than the listed one.</summary>
        OtherTime = 1,

        /// <summary>Its ETag says nothing of its content.</summary>
        OpaqueSource = 2,

        /// <summary>The destination's service copied the object by itself.</summary>
        CopiedInside = 4,

        /// <summary>A comparison found nothing at the destination,</summary>
        Missing = 8,

        /// <summary>or something else.</summary>
        Differs = 16,

        /// <summary>A comparison read so many bytes.</summary>
        BytesRead = 32,
    }

    public static void Write(ByteWriter writer, TransferOutcome outcome, SourceFacts facts)
    {
        var (parts, more) = (PartsOf(outcome, facts), MoreOf(outcome, facts));
        if (more != More.None || outcome.Proof > ProofKind.ReadBack)
        {
            writer.Needs(more >= More.Missing ? Payload.Checks : Payload.Marks);
        }

        writer.Byte((byte)((int)outcome.Kind | ((int)outcome.Proof << 4) | (more == More.None ? 0 : HasMore)));
        writer.Byte((byte)parts);
        if (more != More.None)
        {
            writer.Byte((byte)more);
        }

        if (more.HasFlag(More.OtherTime))
        {
            writer.Ticks(outcome.Source!.LastModified?.UtcTicks ?? 0);
        }

        if (more.HasFlag(More.BytesRead))
        {
            writer.Unsigned((ulong)outcome.BytesRead);
        }

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
            writer.Size(outcome.Size);
        }

        if (parts.HasFlag(Parts.OtherSourceETag))
        {
            writer.ETag(outcome.Source!.ETag);
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
        if (kinds >> 4 > (int)ProofKind.Size)
        {
            throw new InvalidDataException($"A stored outcome is of unknown kind {kinds:x2}.");
        }

        var parts = (Parts)reader.Byte();
        var more = (kinds & HasMore) != 0 ? (More)reader.Byte() : More.None;
        var modified = more.HasFlag(More.OtherTime) ? ByteReader.Time(reader.Ticks()) : facts.LastModified;
        var bytesRead = more.HasFlag(More.BytesRead) ? (long)reader.Unsigned() : 0;
        var etag = parts.HasFlag(Parts.SameETag) ? facts.ETag : reader.ETag();
        var digest = parts.HasFlag(Parts.SameDigest) ? new ContentDigest(ETagForm.Of(etag).Hash, 1, 0) : reader.Digest();
        var size = parts.HasFlag(Parts.OtherSize) ? reader.Size() : facts.Size;
        var sourceETag = parts.HasFlag(Parts.OtherSourceETag) ? reader.ETag() : facts.ETag;
        var (objectsSent, bytesSent) = parts.HasFlag(Parts.SentOnce)
            ? (1, size ?? throw new InvalidDataException("A stored outcome sent bytes that nobody counted."))
            : (reader.Int32(), (long)reader.Unsigned());
        var kind = (OutcomeKind)(kinds & KindMask);
        var isListed = !parts.HasFlag(Parts.OtherSize) && !parts.HasFlag(Parts.OtherSourceETag);
        return new(index, kind)
        {
            Proof = (ProofKind)(kinds >> 4),
            SourceUnproven = parts.HasFlag(Parts.Unproven),
            DestinationETag = etag,
            Digest = digest,
            Size = size,

            // Before versions were noted, one that was another than the listed one had no time.
            Source = NamesVersion(kind)
                ? new(size, sourceETag, isListed || more.HasFlag(More.OtherTime) ? modified : null) { HasOpaqueETag = more.HasFlag(More.OpaqueSource) }
                : null,
            ObjectsSent = objectsSent,
            BytesSent = bytesSent,
            Failure = parts.HasFlag(Parts.Failure) ? ReadFailure(ref reader) : null,
            CopiedInside = more.HasFlag(More.CopiedInside),
            Difference = more.HasFlag(More.Missing) ? Difference.Missing : more.HasFlag(More.Differs) ? Difference.Differs : Difference.None,
            BytesRead = bytesRead,
            DroppedMetadata = parts.HasFlag(Parts.Dropped) ? ReadNames(ref reader) : [],
        };
    }

    /// <summary>Whether the kind speaks of a version of the source; for others none is stored.</summary>
    private static bool NamesVersion(OutcomeKind kind) => kind is OutcomeKind.Transferred or OutcomeKind.Skipped or OutcomeKind.Conflict;

    private static More MoreOf(TransferOutcome outcome, SourceFacts facts)
    {
        var marks = (outcome.CopiedInside ? More.CopiedInside : More.None)
            | (outcome.Difference == Difference.Missing ? More.Missing : More.None)
            | (outcome.Difference == Difference.Differs ? More.Differs : More.None)
            | (outcome.BytesRead > 0 ? More.BytesRead : More.None);
        if (!NamesVersion(outcome.Kind) || outcome.Source is not { } version)
        {
            return marks;
        }

        var isListed = outcome.Size == facts.Size && version.ETag == facts.ETag;
        return marks
            | (version.LastModified != (isListed ? facts.LastModified : null) ? More.OtherTime : More.None)
            | (version.HasOpaqueETag ? More.OpaqueSource : More.None);
    }

    private static Parts PartsOf(TransferOutcome outcome, SourceFacts facts)
    {
        var sameDigest = outcome is { Digest: { Parts: 1, PartBytes: 0 } digest }
            && ETagForm.Of(outcome.DestinationETag) is { Kind: ETagKind.LowerHex } etag && etag.Hash == digest.Hash;
        return (outcome.SourceUnproven ? Parts.Unproven : Parts.None)
            | (sameDigest ? Parts.SameDigest : Parts.None)
            | (outcome.Size != facts.Size ? Parts.OtherSize : Parts.None)
            | (NamesVersion(outcome.Kind) && outcome.Source is { } version && version.ETag != facts.ETag ? Parts.OtherSourceETag : Parts.None)
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
