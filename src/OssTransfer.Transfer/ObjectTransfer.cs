using OssTransfer.Storage;
using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Progress;
using OssTransfer.Transfer.Proof;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer;

/// <summary>
/// The way of one object that goes in one request: one GET, one PUT, and the destination's answer as proof.
/// Whatever goes wrong on either side ends in an outcome that names it; nothing is called transferred that isn't proven.
/// In the numbered steps <c>&lt;-</c> reads from a store, <c>-&gt;</c> writes to one, and <c>::</c> decides.
/// </summary>
internal sealed class ObjectTransfer(TransferContext context, TransferItem item, EngineWork work) : IObjectWork
{
    /// <summary>How often an object is read that changes, or arrives damaged, while it is read.</summary>
    public const int MostReads = 3;

    /// <summary>How often it is written when the answer names other content than was sent.</summary>
    private const int MostWrites = 3;

    private readonly IObjectReader _source = CountedReader.Of(context.Source.Reader, item.Flight);
    private readonly IObjectStore _destination = context.Destination;
    private readonly StoreTraits _traits = context.Destination.Traits;

    private SourceVersion _version = SourceVersion.Of(item);
    private bool _mustReopen = item.Size is null;
    private readonly DestinationKnowledge _there = new(context.Destination.Reader, item, work.Time);

    /// <summary>Both sides were asked for their headers, so that what is known is more than what listings said.</summary>
    private bool _headersWereAsked;

    /// <summary>Both sides were read and differ.</summary>
    private bool _wasCompared;

    /// <summary>A version that is no longer meant may have been written.</summary>
    private bool _leftWrites;
    private bool _canCopyInside = context.CanCopy(item.Size);

    /// <summary>Whose failure it is if the next call fails.</summary>
    private TransferSide _side;
    private TransferOutcome _outcome = new(item.Index, OutcomeKind.None)
    {
        Size = item.Size,
        ObjectsSent = item.Attempts?.Sent.Objects ?? 0,
        BytesSent = item.Attempts?.Sent.Bytes ?? 0,
    };

    /// <inheritdoc/>
    public TransferOutcome SoFar => _outcome;

    /// <summary>
    /// Moves it; from the beginning again where the source changes, breaks off or gives damaged bytes.
    /// A cancellation ends it as <see cref="OutcomeKind.None"/>, with what it sent.
    /// </summary>
    public async Task<TransferOutcome> RunAsync(CancellationToken cancellationToken)
    {
        for (var reads = 1; ; reads++)
        {
            try
            {
                if (await MoveAsync(cancellationToken) is { } outcome)
                {
                    return outcome;
                }
            }
            catch (StorageException e) when (reads < MostReads && _side == TransferSide.Source && IsWorthAnotherReading(e.Kind))
            {
                // The listed version may be gone: the next reading asks which one is there now.
                if (e.Kind == StorageErrorKind.SourceChanged)
                {
                    _mustReopen = true;
                    _leftWrites |= _outcome.MayHaveWritten;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Not ended; what went out counts all the same.
                return _outcome;
            }
            catch (StorageException e)
            {
                return FailureOutcome.Of(_outcome, _side, e);
            }
        }
    }

    /// <summary>One reading of the source, with all that follows; null: begin again.</summary>
    private async Task<TransferOutcome?> MoveAsync(CancellationToken cancellationToken)
    {
        item.Flight?.Begin(0);

        // 1 <- which content is meant: the listed one, else what the source holds now
        if (_mustReopen)
        {
            _version = _version.Now(await OpenSourceAsync(cancellationToken));
            _mustReopen = false;
        }

        SetVersion(_version);
        if (_version.Size is not { } size)
        {
            throw new StorageException(
                StorageErrorKind.Unsupported, "the source does not say by now how many bytes the object has; the next pass moves it as one of unknown length");
        }

        // 2 :: decide by what both sides say of themselves: skip it, refuse it, or go on
        _side = TransferSide.Destination;
        ObjectRules.CheckFits(item.DestinationKey, _version.Size, _traits.MaxPutBytes, _traits);
        await _there.RefreshAsync(cancellationToken);
        if (RestsOnListings(Compare()) || AwaitsClocks(Compare()) || (_canCopyInside && ReplacesOthersOnAListing))
        {
            await AskBothSidesAsync(cancellationToken);
        }

        _side = TransferSide.Destination;
        if (Judge(Compare()) is { } decided)
        {
            return decided;
        }

        await _destination.Writer!.CheckAsync(item.DestinationKey, cancellationToken);

        // 3 -> where the destination's service can fetch it by itself, no byte passes here
        if (_canCopyInside && MayReplace && !MustCompare)
        {
            return await CopyInsideAsync(cancellationToken);
        }

        // 4 <- read that version into memory that was reserved before, hash it on the way, compare it with what the source publishes
        _side = TransferSide.Source;
        WriteResult? written = null;
        using (var content = await work.Contents.OpenAsync(
            _source, item.SourceKey, _version, size, ObjectRules.ListedDigests(item, context.Source.Traits), cancellationToken))
        {
            // 5 :: decide again, now that the content is known, by what is there if reading took long, or only a listing showed it
            Note(content);
            _side = TransferSide.Destination;
            await _there.RefreshAsync(cancellationToken);
            if (JudgeContent() is { } known)
            {
                return known;
            }

            if (ReplacesOthersOnAListing)
            {
                await _there.AskAsync(cancellationToken);
                if (JudgeContent() is { } seen)
                {
                    return seen;
                }
            }

            // 6 -> write it with its digest: the store refuses what arrives damaged
            if (MayReplace && !MustCompare)
            {
                written = await WriteAsync(content, cancellationToken);
            }
        }

        // 7 <- prove it by the answer, else by asking; memory is free again, so that reading back can't wait for ourselves
        return written is null ? await CompareByReadingAsync(cancellationToken) : await ProveAsync(written, cancellationToken);
    }

    /// <summary>Content decides, and the destination publishes nothing to compare it with: it is read before anything is written.</summary>
    private bool MustCompare => context.Options.Compare == ComparePolicy.Digest && !_wasCompared && !item.EvenIfEqual && _there.Present is not null
        && (_there.Present.Size is null || _there.Present.Size == _version.Size);

    private bool MayReplace => OverwriteRule.Allows(context, item, _there.Present, _version);

    /// <summary>
    /// What others wrote is older than the source, as a listing says, which may lag behind: before it is replaced it is asked for. Right after a listing, what
    /// it doesn't show counts as absent, since asking for each new object would cost as much as writing it.
    /// </summary>
    private bool ReplacesOthersOnAListing => !_there.WasAsked && _there.Present is not null && context.Options.Overwrite == OverwritePolicy.Safe
        && Compare().Kind != ComparisonKind.Equal && MayReplace && !OverwriteRule.IsOurs(context, item, _there.Present, _version);

    /// <summary>What follows from a comparison with the object that is there: skipped, conflict, or null to go on.</summary>
    private TransferOutcome? Judge(ContentComparison comparison) => comparison.Kind switch
    {
        _ when _there.Present is null => null,
        ComparisonKind.Equal when item.EvenIfEqual && MayReplace => null,
        ComparisonKind.Equal => Equal(_there.Present, comparison.Proof),
        ComparisonKind.Differs when !MayReplace => _outcome with { Kind = OutcomeKind.Conflict, DestinationETag = _there.Present.ETag },
        _ => null,
    };

    private TransferOutcome? JudgeContent() => Judge(
        _outcome.Digest is { } digest ? ContentComparison.OfDigest(digest, _version.Size, ObjectRules.FactsOf(context, _there.Present)) : Compare());

    /// <summary>Equal already: this run has sent it, in an attempt that didn't get to record it or whose answer was lost, or it was there before.</summary>
    private TransferOutcome Equal(DestinationObject present, ProofKind proof)
    {
        var equal = _outcome with { Proof = proof, DestinationETag = present.ETag };
        var before = item.Attempts is { } attempts ? attempts.Before : item.Destination;
        return before?.IsSame(present) == true ? equal with { Kind = OutcomeKind.Skipped }
            : equal.ObjectsSent > 0 || equal.CopiedInside ? equal with { Kind = OutcomeKind.Transferred }
            : item.Attempts is not { MayHaveSentMore: true } ? equal with { Kind = OutcomeKind.Skipped }
            : context.CanCopy(item.Size) ? equal with { Kind = OutcomeKind.Transferred, CopiedInside = true }
            : equal with { Kind = OutcomeKind.Transferred, ObjectsSent = 1, BytesSent = equal.BytesSent + (equal.Size ?? 0) };
    }

    private ContentComparison Compare() => ObjectRules.Compare(context, _version, _there.Present);

    /// <summary>From here on this version is moved, and the outcome names it.</summary>
    private void SetVersion(SourceVersion version)
    {
        _version = version;
        _outcome = _outcome with { Source = version, Size = version.Size };
    }

    /// <summary>
    /// Whether a conflict would follow from listings alone. They don't say how objects are encrypted, and so whether ETags that differ mean anything,
    /// and may lag behind: both sides are asked before anything is refused.
    /// </summary>
    private bool RestsOnListings(ContentComparison comparison) => !_headersWereAsked && comparison.Kind switch
    {
        ComparisonKind.Differs => !MayReplace,
        ComparisonKind.Equal => context.Options.SourceFactsAreFromInventory,
        _ => false,
    };

    /// <summary>Which of the two is newer counts, and that is unknown before both stores have reported their time.</summary>
    private bool AwaitsClocks(ContentComparison comparison) =>
        _there.Present is not null && (comparison.Kind != ComparisonKind.Equal || item.EvenIfEqual) && OverwriteRule.AwaitsClocks(context);

    private async Task AskBothSidesAsync(CancellationToken cancellationToken)
    {
        _headersWereAsked = true;
        SetVersion(_version.Now(await HeadSourceAsync(cancellationToken)));
        _side = TransferSide.Destination;
        await _there.AskAsync(cancellationToken);
    }

    private async Task<ObjectInfo> HeadSourceAsync(CancellationToken cancellationToken)
    {
        _side = TransferSide.Source;
        return await SourceHeaders.AskAsync(_source, item.SourceKey, _version, cancellationToken) ?? throw ObjectRules.NotThere();
    }

    /// <summary>The headers that come with the content: at a URL those of HEAD may be others.</summary>
    private async Task<ObjectInfo> OpenSourceAsync(CancellationToken cancellationToken)
    {
        _side = TransferSide.Source;
        await using var body = await _source.OpenAsync(new(item.SourceKey), cancellationToken);
        return body.Info;
    }

    private async Task<TransferOutcome?> CopyInsideAsync(CancellationToken cancellationToken)
    {
        var info = await HeadSourceAsync(cancellationToken);
        _version.Check(info);
        SetVersion(_version.Seen(info));
        _outcome = _outcome with { Digest = ObjectRules.PublishedMd5(info) };
        var target = await TargetAsync(info, cancellationToken);
        await BeginWriteAsync(cancellationToken);
        _outcome = _outcome with { MayHaveCopied = true };
        try
        {
            var written = await _destination.Copier!.CopyAsync(new(context.Source, item.SourceKey, target) { IfMatch = _version.ETag }, cancellationToken);
            _outcome = _outcome with { CopiedInside = true, MayHaveCopied = false };
            return await ProveAsync(written, cancellationToken);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.Unsupported)
        {
            _canCopyInside = false;
            _outcome = _outcome with { MayHaveCopied = false };
            return null;
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.SourceChanged)
        {
            _side = TransferSide.Source;
            _outcome = _outcome with { MayHaveCopied = false };
            throw;
        }
    }

    /// <summary>From here on something may lie at the destination that is ours.</summary>
    private async Task BeginWriteAsync(CancellationToken cancellationToken)
    {
        await item.NoteAsync(_version, cancellationToken);
        _outcome = _outcome with { MayHaveWritten = true };
    }

    private void Note(ObjectContent content)
    {
        SetVersion(_version.Seen(content.Info) with { Size = content.Body.Length });
        _outcome = _outcome with { Digest = content.Digest, SourceUnproven = content.Proof != SourceProof.Proven };
    }

    private async Task<WriteResult> WriteAsync(ObjectContent content, CancellationToken cancellationToken)
    {
        var known = content.Digest;
        var md5 = known is { } digest ? digest.Hash.ToBytes() : (ReadOnlyMemory<byte>?)null;
        var request = new PutRequest(await TargetAsync(content.Info, cancellationToken), content.Body) { Md5 = md5 };
        await BeginWriteAsync(cancellationToken);
        content.Body.Flight = item.Flight;
        try
        {
            for (var writes = 1; ; writes++)
            {
                var written = await _destination.Writer!.PutAsync(request, cancellationToken);
                if (known is null)
                {
                    Note(content);
                }

                written = await RecheckAsync(written, cancellationToken);
                if (writes == MostWrites || !IsContradicted(written))
                {
                    return written;
                }
            }
        }
        catch (StorageException) when (content.Body is StreamedBody { SourceFailure: not null })
        {
            _side = TransferSide.Source;
            throw;
        }
        finally
        {
            _outcome = _outcome with
            {
                ObjectsSent = _outcome.ObjectsSent + content.Body.TimesSent,
                BytesSent = _outcome.BytesSent + content.Body.BytesSent,
            };
        }
    }

    private bool IsContradicted(WriteResult written) => WriteProof.IsContradicted(written.ETag, _outcome.Digest, _traits.ForObject(written.HasOpaqueETag));

    /// <summary>An answer that claims other content than was sent is compared with the object's own headers before anything is sent again.</summary>
    private async ValueTask<WriteResult> RecheckAsync(WriteResult written, CancellationToken cancellationToken) =>
        IsContradicted(written) && await _destination.Reader.HeadAsync(item.DestinationKey, cancellationToken) is { } info && info.Size == _outcome.Size
        && (info.HasOpaqueETag || WriteProof.IsConfirmed(info.ETag, _outcome.Digest, _traits))
            ? written with { ETag = info.ETag, HasOpaqueETag = info.HasOpaqueETag }
            : written;

    private async ValueTask<WriteTarget> TargetAsync(ObjectInfo info, CancellationToken cancellationToken)
    {
        _side = TransferSide.Source;
        var acl = await ObjectRules.AclOfAsync(context, item, cancellationToken);
        _side = TransferSide.Destination;
        var (target, dropped) = ObjectRules.TargetOf(context, item, info, acl);
        if (dropped.Count > 0)
        {
            _outcome = _outcome with { DroppedMetadata = dropped };
        }

        return target;
    }

    private async Task<TransferOutcome> ProveAsync(WriteResult written, CancellationToken cancellationToken)
    {
        _side = TransferSide.Destination;
        var (proof, etag) = await WriteProof.OfAsync(_destination, item.DestinationKey, written, _outcome, work.ReadBack, cancellationToken);
        return _outcome with { Kind = OutcomeKind.Transferred, Proof = proof, DestinationETag = etag, MayHaveWritten = _leftWrites };
    }

    /// <summary>
    /// What is there can't be told apart from what is sent without reading it: it is read. Null: it may be replaced, or is gone.
    /// </summary>
    private async Task<TransferOutcome?> CompareByReadingAsync(CancellationToken cancellationToken)
    {
        _side = TransferSide.Source;
        var digest = _outcome.Digest ?? (await work.ReadBack.DigestAsync(_source, item.SourceKey, _version, 0, cancellationToken)).Digest;
        _outcome = _outcome with { Digest = digest };
        _side = TransferSide.Destination;
        var check = await work.ReadBack.CheckAsync(_destination.Reader, item.DestinationKey, _version.Size, digest, cancellationToken);
        _wasCompared = true;
        if (check == ContentMatch.Missing)
        {
            _there.NoteMissing();
            return null;
        }

        return Judge(check == ContentMatch.Equal ? new(ComparisonKind.Equal, ProofKind.ReadBack) : new(ComparisonKind.Differs, ProofKind.None));
    }

    private static bool IsWorthAnotherReading(StorageErrorKind kind) =>
        kind is StorageErrorKind.SourceChanged or StorageErrorKind.Damaged or StorageErrorKind.Transient;
}
