using OssTransfer.Storage;
using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>The first step of a large object: looks at both sides, and starts an upload where the object must be sent.</summary>
internal sealed class LargeObjectStart(TransferContext context, TransferItem item, EngineWork work)
{
    private readonly IObjectStore _destination = context.Destination;
    private TransferSide _side = TransferSide.Source;

    /// <param name="generation">The attempt at the object.</param>
    /// <param name="unsliced">As in <see cref="LargeObjectState.Unsliced"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LargeObjectEvent> RunAsync(int generation, SourceVersion? unsliced, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAsync(generation, unsliced, cancellationToken);
        }
        catch (StorageException e)
        {
            return StepFailure.Of(new(item.Index, OutcomeKind.None) { Size = item.Size }, TransferFailure.From(_side, e));
        }
    }

    private async Task<LargeObjectEvent> StartAsync(int generation, SourceVersion? unsliced, CancellationToken cancellationToken)
    {
        // 1 <- what the source holds now: headers are needed anyway, and the listing may be old
        var listed = SourceVersion.Of(item);
        var info = await SourceHeaders.AskAsync(context.Source.Reader, item.SourceKey, listed, cancellationToken) ?? throw ObjectRules.NotThere();
        var now = listed.Now(info);
        var version = unsliced?.IsSame(now) == true ? now with { HasNoSlices = true } : now;
        if (!TransferEngine.IsLarge(context, version.Size))
        {
            return Ended(await MoveInOneRequestAsync(version, cancellationToken));
        }

        await SourceHeaders.CheckCodingAsync(context.Source.Reader, item.SourceKey, info, cancellationToken);

        // 2 :: how it is cut, and whether it may go at all
        _side = TransferSide.Destination;
        ObjectRules.CheckFits(item.DestinationKey, version.Size, _destination.Traits.MaxObjectBytes, _destination.Traits);
        var partBytes = PartPlan.PartBytes(version.Size, context.Options.PartBytes, _destination.Traits, info.Digests)
            ?? throw new StorageException(
                StorageErrorKind.TooLarge, $"{_destination.Traits.Name} takes no {version.Size} bytes in {_destination.Traits.MaxParts} parts");
        if (await JudgeAsync(version, partBytes, cancellationToken) is { } decided)
        {
            return Ended(decided with { Source = version, Size = version.Size });
        }

        // 3 -> start the upload
        await _destination.Writer!.CheckAsync(item.DestinationKey, cancellationToken);
        _side = TransferSide.Source;
        var acl = await ObjectRules.AclOfAsync(context, item, cancellationToken);
        _side = TransferSide.Destination;
        var (target, dropped) = ObjectRules.TargetOf(context, item, info, acl);
        var started = await _destination.Multipart!.InitiateAsync(target, cancellationToken);
        return new LargeObjectEvent.Started(new(generation, started.UploadId, partBytes, version)
        {
            Published = ObjectRules.Published(info, ObjectRules.ListedDigests(item, context.Source.Traits)),
            HasOpaqueETags = started.HasOpaqueETags,
            DroppedMetadata = dropped,
        });
    }

    /// <summary>It has shrunk since it was listed.</summary>
    private async Task<TransferOutcome> MoveInOneRequestAsync(SourceVersion version, CancellationToken cancellationToken)
    {
        await item.NoteAsync(version, cancellationToken);
        var now = item with { Size = version.Size, ETag = version.ETag, LastModified = version.LastModified };
        return await new ObjectTransfer(context, now, work).RunAsync(cancellationToken);
    }

    private async Task<TransferOutcome?> JudgeAsync(SourceVersion version, long partBytes, CancellationToken cancellationToken)
    {
        var seen = item.IsMissed || ObjectRules.IsStale(item.SeenAt, work.Time)
            ? ObjectRules.Seen(await _destination.Reader.HeadAsync(item.DestinationKey, cancellationToken))
            : item.Destination;
        if (seen is not { } listed)
        {
            return null;
        }

        var mayReplace = OverwriteRule.Allows(context, item, listed, version);
        var (present, comparison) = (listed, ObjectRules.Compare(context, version, listed));
        if (comparison.Kind != ComparisonKind.Equal
            && (!mayReplace || OverwriteRule.AwaitsClocks(context) || (listed.Size == version.Size && IsCutLikeOurs(listed, version, partBytes))))
        {
            // A listing doesn't say whether its ETag is a digest, and may lag behind: nothing is read and nothing refused because of it alone.
            // Nor by times before the destination has reported its own.
            _side = TransferSide.Destination;
            if (await _destination.Reader.HeadAsync(item.DestinationKey, cancellationToken) is not { } info)
            {
                return null;
            }

            present = DestinationObject.Of(info);
            comparison = ObjectRules.Compare(context, version, present);
            mayReplace = OverwriteRule.Allows(context, item, present, version);
        }

        var mustCompare = context.Options.Compare == ComparePolicy.Digest && !item.EvenIfEqual;
        if (comparison.Kind == ComparisonKind.Unknown
            && (!mayReplace || mustCompare || (!present.HasOpaqueETag && IsCutLikeOurs(present, version, partBytes))))
        {
            comparison = await CompareByReadingAsync(version, partBytes, ObjectRules.FactsOf(context, present), mayReplace && !mustCompare, cancellationToken);
        }

        var outcome = new TransferOutcome(item.Index, OutcomeKind.None) { DestinationETag = present.ETag };
        return comparison.Kind switch
        {
            ComparisonKind.Equal when item.EvenIfEqual && mayReplace => null,
            ComparisonKind.Equal => outcome with { Kind = OutcomeKind.Skipped, Proof = comparison.Proof },
            _ when !mayReplace => outcome with { Kind = OutcomeKind.Conflict },
            _ => null,
        };
    }

    /// <summary>Reading it may save sending it: what is there is cut as this program cuts, so it probably sent it.</summary>
    private bool IsCutLikeOurs(DestinationObject present, SourceVersion version, long partBytes) =>
        !item.EvenIfEqual && _destination.Traits.MultipartETagIsComposite && !version.ReadsOnlyWhole && present.ETag is { } etag
        && etag.EndsWith($"-{(version.Size + partBytes - 1) / partBytes}", StringComparison.Ordinal);

    private async Task<ContentComparison> CompareByReadingAsync(
        SourceVersion version, long partBytes, ContentFacts there, bool mayStayUnknown, CancellationToken cancellationToken)
    {
        _side = TransferSide.Source;
        var (digest, size) = await work.ReadBack.DigestAsync(context.Source.Reader, item.SourceKey, version, partBytes, cancellationToken);
        var comparison = ContentComparison.OfDigest(digest, size, there);
        if (comparison.Kind != ComparisonKind.Unknown || mayStayUnknown)
        {
            return comparison;
        }

        _side = TransferSide.Destination;
        var match = await work.ReadBack.CheckAsync(_destination.Reader, item.DestinationKey, size, digest, cancellationToken);
        return match == ContentMatch.Equal ? new(ComparisonKind.Equal, ProofKind.ReadBack) : new(ComparisonKind.Differs, ProofKind.None);
    }

    private static LargeObjectEvent.Ended Ended(TransferOutcome outcome) => new(outcome, UploadIsGone: true);
}
