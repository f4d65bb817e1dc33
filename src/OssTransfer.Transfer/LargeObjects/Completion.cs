using OssTransfer.Storage;
using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>
/// The last step of a large object. Asking to join the parts is the one request that can't simply be sent again: where the answer is lost or an error,
/// the destination is asked what became of it.
/// </summary>
internal sealed class Completion(
    TransferContext context,
    TransferItem item,
    MultipartUpload upload,
    IReadOnlyList<MovedPart> parts,
    EngineWork work,
    OverwriteCheck overwrite,
    SourceProof? proof = null)
{
    private const int MostTries = 5;

    private readonly IObjectStore _destination = context.Destination;
    private readonly StoreTraits _traits = context.Destination.Traits;
    private readonly long _size = parts.Sum(part => part.Size);
    private readonly ContentDigest _digest = DigestOf(upload, parts);

    private readonly SourceProof _sourceProof = proof
        ?? PublishedDigests.Check(upload.Published, DigestOf(upload, parts), [.. parts.Select(part => part.DigestPieces)]);

    public static ContentDigest DigestOf(MultipartUpload upload, IReadOnlyList<MovedPart> parts) => parts.Count == 1
        ? new(parts[0].Md5, 1, 0)
        : new(PartDigests.Combine(parts.Select(part => part.Md5)), parts.Count, upload.PartBytes);

    /// <summary>What AWS's formula gives, also for an object of one part.</summary>
    public static string ExpectedETag(IReadOnlyList<MovedPart> parts) =>
        $"{new ContentDigest(PartDigests.Combine(parts.Select(part => part.Md5)), 1, 0).Hex}-{parts.Count}";

    /// <summary>
    /// Compares all parts with what the source publishes, and looks what is there before, so that a change can be seen afterwards.
    /// </summary>
    public async Task<LargeObjectEvent> PrepareAsync(CancellationToken cancellationToken)
    {
        if (_sourceProof == SourceProof.Damaged)
        {
            var damaged = ContentReader.Damaged(info: null);
            return new LargeObjectEvent.Outdated(new(TransferSide.Source, damaged.Kind, damaged.Message), UploadIsGone: false);
        }

        try
        {
            var before = ObjectRules.Seen(await _destination.Reader.HeadAsync(item.DestinationKey, cancellationToken));
            if (before is not null && !await overwrite.MayReplaceAsync(before, _size, cancellationToken))
            {
                return Conflict(before);
            }

            await item.NoteAsync(upload.Version with { Size = _size }, cancellationToken);
            return new LargeObjectEvent.Prepared(new(ExpectedETag(parts), before?.ETag));
        }
        catch (StorageException e)
        {
            return StepFailure.Of(Outcome(OutcomeKind.None), TransferFailure.From(TransferSide.Destination, e));
        }
    }

    public async Task<LargeObjectEvent> RunAsync(CompletionIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            if (item.Attempts is not null && await FindForeignAsync(intent, cancellationToken) is { } stranger)
            {
                return Conflict(stranger);
            }

            for (var tries = 1; ; tries++)
            {
                if (await TryAsync(intent, tries, cancellationToken) is { } ended)
                {
                    return ended;
                }

                await Task.Delay(TimeSpan.FromSeconds(tries), work.Time, cancellationToken);
            }
        }
        catch (StorageException e)
        {
            return StepFailure.Of(Outcome(OutcomeKind.None), TransferFailure.From(TransferSide.Destination, e));
        }
    }

    /// <summary>
    /// An earlier attempt may have asked for the completion or not, and somebody may have written there since. Null: nothing is there that forbids it, or it
    /// may be what that attempt joined.
    /// </summary>
    private async Task<DestinationObject?> FindForeignAsync(CompletionIntent intent, CancellationToken cancellationToken)
    {
        var there = ObjectRules.Seen(await _destination.Reader.HeadAsync(item.DestinationKey, cancellationToken));
        return there is not null && !ContentComparison.Same(there.ETag, intent.ETagBefore) && !IsExpected(there.ETag, intent)
            && !await overwrite.MayReplaceAsync(there, _size, cancellationToken) && await IsUploadThereAsync(cancellationToken)
                ? there
                : null;
    }

    /// <summary>Asks once; null: the parts still wait, ask again.</summary>
    private async Task<LargeObjectEvent?> TryAsync(CompletionIntent intent, int tries, CancellationToken cancellationToken)
    {
        try
        {
            var named = parts.Select(part => new UploadedPart(part.Number, part.ETag, part.Size)).ToList();
            var written = await _destination.Multipart!.CompleteAsync(item.DestinationKey, upload.UploadId, named, cancellationToken);
            return await ProveAsync(written, intent, cancellationToken);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.InvalidPart)
        {
            return Outdated(e.Message, uploadIsGone: false);
        }
        catch (StorageException e) when (IsUncertain(e.Kind))
        {
            return await RecoverAsync(intent, e, tries, cancellationToken);
        }
    }

    /// <summary>The answer doesn't say whether the object was made.</summary>
    private async Task<LargeObjectEvent?> RecoverAsync(CompletionIntent intent, StorageException error, int tries, CancellationToken cancellationToken)
    {
        // 1 <- the expected object is there and wasn't before: it was
        var there = await _destination.Reader.HeadAsync(item.DestinationKey, cancellationToken);
        var isThere = there is not null && IsExpected(there.ETag, intent);
        if (isThere && !ContentComparison.Same(there!.ETag, intent.ETagBefore))
        {
            return Done(ProofKind.Md5Parts, there.ETag);
        }

        // 2 <- the parts are still there: it was not
        if (await IsUploadThereAsync(cancellationToken))
        {
            return tries < MostTries ? null : throw error;
        }

        // 3 <- the upload has gone into an object like the one before
        if (isThere)
        {
            return Done(ProofKind.Md5Parts, there!.ETag);
        }

        // 4 <- something of the right size appeared meanwhile: only its content shows what it is
        if (there is not null && (there.Size ?? _size) == _size && !ContentComparison.Same(there.ETag, intent.ETagBefore))
        {
            return await ReadBackAsync(there.ETag, wasJoined: false, cancellationToken);
        }

        // 5 :: neither object nor parts
        return Outdated("the destination lost the upload", uploadIsGone: true);
    }

    private async Task<LargeObjectEvent> ProveAsync(WriteResult answered, CompletionIntent intent, CancellationToken cancellationToken)
    {
        if (IsExpected(answered.ETag, intent))
        {
            return Done(ProofKind.Md5Parts, answered.ETag);
        }

        var there = await _destination.Reader.HeadAsync(item.DestinationKey, cancellationToken);
        if (there is null || (there.Size ?? _size) != _size)
        {
            return Outdated("the destination confirmed the object and then holds none of this size", uploadIsGone: true) with { ObjectsSent = 1 };
        }

        if (IsExpected(there.ETag, intent))
        {
            return Done(ProofKind.Md5Parts, there.ETag);
        }

        // By AWS's formula the ETag should be equal, unless an answer said that it means nothing, and without a size nothing shows that all parts are in it;
        // and what has the ETag from before, which the answer didn't name, may be the version before: then only the content can clear it.
        var hasOpaqueETag = answered.HasOpaqueETag || there.HasOpaqueETag || upload.HasOpaqueETags || parts.Any(part => part.HasOpaqueETag);
        var isAsBefore = ContentComparison.Same(there.ETag, intent.ETagBefore) && !ContentComparison.Same(there.ETag, answered.ETag);
        return isAsBefore || _traits.ForObject(hasOpaqueETag).MultipartETagIsComposite || there.Size is null
            ? await ReadBackAsync(there.ETag, wasJoined: true, cancellationToken)
            : Done(parts.All(part => part.IsConfirmed ?? _traits.PartETagIsMd5) ? ProofKind.Md5PartsListed : ProofKind.Head, there.ETag ?? answered.ETag);
    }

    private async Task<LargeObjectEvent> ReadBackAsync(string? etag, bool wasJoined, CancellationToken cancellationToken) =>
        await work.ReadBack.CheckAsync(_destination.Reader, item.DestinationKey, _size, _digest, cancellationToken) == ContentMatch.Equal
            ? Done(ProofKind.ReadBack, etag)
            : Outdated("the destination holds other content than was sent", uploadIsGone: true) with { ObjectsSent = wasJoined ? 1 : 0 };

    private async Task<bool> IsUploadThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in _destination.Multipart!.ListPartsAsync(item.DestinationKey, upload.UploadId, cancellationToken))
            {
                break;
            }

            return true;
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.UploadGone)
        {
            return false;
        }
    }

    private bool IsExpected(string? etag, CompletionIntent intent) => _traits.MultipartETagIsComposite && ContentComparison.Same(etag, intent.ExpectedETag);

    private static bool IsUncertain(StorageErrorKind kind) => kind is StorageErrorKind.Transient or StorageErrorKind.Throttled
        or StorageErrorKind.Unreachable or StorageErrorKind.UploadGone or StorageErrorKind.Damaged or StorageErrorKind.NotFound or StorageErrorKind.Other;

    private LargeObjectEvent.Ended Done(ProofKind proof, string? etag) => new(
        Outcome(OutcomeKind.Transferred) with { Proof = proof, DestinationETag = etag, ObjectsSent = 1 }, UploadIsGone: true);

    private LargeObjectEvent.Ended Conflict(DestinationObject there) =>
        new(Outcome(OutcomeKind.Conflict) with { DestinationETag = there.ETag }, UploadIsGone: false);

    private static LargeObjectEvent.Outdated Outdated(string reason, bool uploadIsGone) =>
        new(new(TransferSide.Destination, StorageErrorKind.UploadGone, reason), uploadIsGone);

    private TransferOutcome Outcome(OutcomeKind kind) => new(item.Index, kind)
    {
        Digest = _digest,
        Size = _size,
        Source = upload.Version with { Size = _size },
        SourceUnproven = _sourceProof != SourceProof.Proven,
        DroppedMetadata = upload.DroppedMetadata,
    };
}
