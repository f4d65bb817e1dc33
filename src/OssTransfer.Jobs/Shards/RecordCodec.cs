using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>A catalogue record without its key and source facts, which stand beside it. What repeats the source's ETag is a flag, not a copy.</summary>
internal static class RecordCodec
{
    [Flags]
    private enum Same : byte
    {
        None = 0,

        /// <summary>The destination's ETag is spelt like the source's.</summary>
        SourceETag = 1,

        /// <summary>The digest spells the destination's ETag (lower case), as after every proven PUT.</summary>
        Digest = 2,
        Unproven = 4,
        OursSince = 8,
    }

    /// <summary>Beside the misses.</summary>
    [Flags]
    private enum Marks : byte
    {
        None = 0,

        /// <summary>The source's ETag says nothing of the content.</summary>
        OpaqueSource = 0x80,

        /// <summary>A check found a difference.</summary>
        Differs = 0x40,

        /// <summary>This job wrote what lies at the destination.</summary>
        Written = 0x20,
    }

    private const int MissesMask = 0x0F;

    public static void Write(ByteWriter writer, CatalogueRecord record)
    {
        var sameETag = record.DestinationETag is not null && record.DestinationETag == record.Source.ETag;
        var sameDigest = record is { Digest: { Parts: 1, PartBytes: 0 } digest, DestinationETag: not null } && digest.ToETag() == record.DestinationETag;
        var same = (sameETag ? Same.SourceETag : Same.None)
            | (sameDigest ? Same.Digest : Same.None)
            | (record.SourceUnproven ? Same.Unproven : Same.None)
            | (record.OursSinceTicks != 0 ? Same.OursSince : Same.None);
        writer.Byte((byte)((int)same | ((int)record.Proof << 4)));
        var marks = (record.HasOpaqueSourceETag ? Marks.OpaqueSource : Marks.None)
            | (record.Differs ? Marks.Differs : Marks.None)
            | (record.IsWritten ? Marks.Written : Marks.None);
        if (marks != Marks.None || record.Proof > ProofKind.ReadBack)
        {
            writer.Needs(Payload.Marks);
        }

        writer.Byte((byte)(record.Misses | (int)marks));
        if (!sameETag)
        {
            writer.ETag(record.DestinationETag);
        }

        if (!sameDigest)
        {
            writer.Digest(record.Digest);
        }

        if (record.OursSinceTicks != 0)
        {
            writer.Signed(record.OursSinceTicks);
        }
    }

    public static CatalogueRecord Read(ref ByteReader reader, ObjectKey key, SourceFacts facts)
    {
        var bits = reader.Byte();
        var same = (Same)(bits & 0x0F);
        var misses = reader.Byte();
        var marks = (Marks)(misses & ~MissesMask);
        var etag = same.HasFlag(Same.SourceETag) ? facts.ETag : reader.ETag();
        var digest = same.HasFlag(Same.Digest)
            ? new ContentDigest(ETagForm.Of(etag).Hash, 1, 0)
            : reader.Digest();
        return new(key, facts, etag, digest, (ProofKind)(bits >> 4))
        {
            SourceUnproven = same.HasFlag(Same.Unproven),
            Differs = marks.HasFlag(Marks.Differs),
            IsWritten = marks.HasFlag(Marks.Written),
            HasOpaqueSourceETag = marks.HasFlag(Marks.OpaqueSource),
            Misses = misses & MissesMask,
            OursSinceTicks = same.HasFlag(Same.OursSince) ? reader.Signed() : 0,
        };
    }
}
