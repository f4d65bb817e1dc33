using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Proof;

/// <summary>
/// What proves that a write in one request arrived: the ETag of its answer, the check that the store itself has made, else a question, else reading it again.
/// </summary>
internal static class WriteProof
{
    /// <summary>The answer claims other content than was sent.</summary>
    public static bool IsContradicted(string? etag, ContentDigest? sent, StoreTraits traits) =>
        traits.ETag == ETagMeaning.Md5 && sent is { } digest && ContentComparison.IsMd5(etag) && !digest.IsETag(etag);

    /// <summary>The proof and the destination's ETag; throws <see cref="StorageErrorKind.Damaged"/> where the write can't be proven.</summary>
    public static async Task<(ProofKind Proof, string? ETag)> OfAsync(
        IObjectStore destination, ObjectKey key, WriteResult written, TransferOutcome sent, ReadBack readBack, CancellationToken cancellationToken)
    {
        // The answer itself: one request less than anything that follows.
        var traits = destination.Traits.ForObject(written.HasOpaqueETag);
        if (IsConfirmed(written.ETag, sent.Digest, traits))
        {
            return (ProofKind.Md5, written.ETag);
        }

        var isContradicted = IsContradicted(written.ETag, sent.Digest, traits);
        if (!isContradicted && written is { ETag: { } etag, Checked: not BodyCheck.None })
        {
            return (ProofOf(written.Checked), etag);
        }

        if (await destination.Reader.HeadAsync(key, cancellationToken) is not { } info || (info.Size ?? sent.Size) != sent.Size)
        {
            throw new StorageException(StorageErrorKind.Damaged, "the destination confirmed the object and then holds none of this size");
        }

        if (IsConfirmed(info.ETag, sent.Digest, traits.ForObject(info.HasOpaqueETag)))
        {
            return (ProofKind.Md5, info.ETag);
        }

        if (!isContradicted && (info.Size is not null || written.Checked != BodyCheck.None))
        {
            return (ProofOf(written.Checked), info.ETag ?? written.ETag);
        }

        return await readBack.CheckAsync(destination.Reader, key, sent.Size, sent.Digest!.Value, cancellationToken) == ContentMatch.Equal
            ? (ProofKind.ReadBack, info.ETag)
            : throw new StorageException(StorageErrorKind.Damaged, "the destination holds other content than was sent");
    }

    private static ProofKind ProofOf(BodyCheck check) => check switch
    {
        BodyCheck.ContentMd5 => ProofKind.ContentMd5,
        BodyCheck.Checksum => ProofKind.Checksum,
        _ => ProofKind.Head,
    };

    /// <summary>The ETag is the MD5 of what was sent.</summary>
    public static bool IsConfirmed(string? etag, ContentDigest? sent, StoreTraits traits) =>
        traits.ETag == ETagMeaning.Md5 && sent is { } digest && digest.IsETag(etag);
}
