using OssTransfer.Storage;
using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer;

/// <summary>
/// Compares one object of the source with what the destination has under its key, by what both say now. It only reads.
/// Equal is <see cref="OutcomeKind.Skipped"/> with its proof; another one has a <see cref="Difference"/> and both values in its reason;
/// what could not be compared has its failure and no difference.
/// In the numbered steps <c>&lt;-</c> reads from a store, and <c>::</c> decides.
/// </summary>
internal sealed class ObjectComparison(TransferContext context, TransferItem item, ComparisonDepth depth, EngineWork work) : IObjectWork
{
    /// <summary>How often an object that changes meanwhile is compared.</summary>
    private const int MostTries = 3;

    private readonly IObjectReader _source = CountedReader.Of(context.Source.Reader, item.Flight);
    private readonly IObjectReader _destination = CountedReader.OfSecond(context.Destination.Reader, item.Flight);

    /// <summary>Whose failure it is if the next call fails.</summary>
    private TransferSide _side;

    /// <inheritdoc/>
    public TransferOutcome SoFar { get; private set; } = new(item.Index, OutcomeKind.None) { Size = item.Size };

    /// <inheritdoc/>
    public async Task<TransferOutcome> RunAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await CompareAsync(cancellationToken);
            }
            catch (StorageException e) when (tries < MostTries && e.Kind is StorageErrorKind.SourceChanged or StorageErrorKind.NotFound)
            {
                // The object is being written; the next try shows what stays.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return SoFar;
            }
            catch (StorageException e)
            {
                return FailureOutcome.Of(SoFar, _side, e);
            }
        }
    }

    private async Task<TransferOutcome> CompareAsync(CancellationToken cancellationToken)
    {
        item.Flight?.Begin(0);

        // 1 <- what the content should be: as the source says now, or as a list says that names its digest
        _side = TransferSide.Source;
        var version = SourceVersion.Of(item);
        IReadOnlyList<PublishedDigest> published;
        if (item.Expected is { } expected)
        {
            published = [new(DigestKind.Md5, Convert.FromHexString(expected.Hex))];
        }
        else
        {
            if (await SourceHeaders.AskAsync(_source, item.SourceKey, version, cancellationToken) is not { } said)
            {
                return SoFar with { Kind = OutcomeKind.Gone };
            }

            version = version.Now(said);
            published = ObjectRules.Published(said, []);
        }

        SoFar = SoFar with { Size = version.Size, Source = version };

        // 2 <- what the destination has
        _side = TransferSide.Destination;
        if (await _destination.HeadAsync(item.DestinationKey, cancellationToken) is not { } there)
        {
            return Found(Difference.Missing, "missing at the destination");
        }

        SoFar = SoFar with { DestinationETag = there.ETag };

        // 3 :: sizes; at depth Size that is all, unless a side reports none: an unknown size is equal to nothing
        if (version.Size is { } size && there.Size is { } its)
        {
            if (size != its)
            {
                return Found(Difference.Differs, SizesText(size, its));
            }

            if (depth == ComparisonDepth.Size || size == 0)
            {
                return Equal(ProofKind.Head, null);
            }
        }

        // 4 :: digests, as far as both publish them
        if (depth != ComparisonDepth.Content && DigestComparison.Of(published, there.Digests) is { Kind: not ComparisonKind.Unknown } compared)
        {
            return compared.Kind == ComparisonKind.Equal
                ? Equal(compared.Proof, DigestComparison.AnyMd5Of(published))
                : Found(Difference.Differs, $"other content: {compared.Values}");
        }

        // 5 <- what isn't published is read
        return await ReadAsync(version, published, there, cancellationToken);
    }

    private async Task<TransferOutcome> ReadAsync(
        SourceVersion version, IReadOnlyList<PublishedDigest> published, ObjectInfo there, CancellationToken cancellationToken)
    {
        var isRead = depth == ComparisonDepth.Content && item.Expected is null;
        var (ours, its) = (isRead ? null : DigestComparison.Md5Of(published), depth == ComparisonDepth.Content ? null : DigestComparison.Md5Of(there.Digests));
        var partBytes = ours is null && its is null ? context.Options.PartBytes : 0;
        var (length, itsLength) = (version.Size, there.Size);

        if (ours is null)
        {
            _side = TransferSide.Source;
            (ours, length) = await DigestAsync(_source, item.SourceKey, version, partBytes, cancellationToken);
        }

        if (its is null)
        {
            _side = TransferSide.Destination;
            (its, itsLength) = await DigestAsync(_destination, item.DestinationKey, SourceVersion.Of(there), partBytes, cancellationToken);
        }

        SoFar = SoFar with { Size = length, Source = version with { Size = length } };
        if (length is { } size && itsLength is { } other && size != other)
        {
            return Found(Difference.Differs, SizesText(size, other));
        }

        var wasPublished = partBytes == 0 && depth != ComparisonDepth.Content && DigestComparison.Md5Of(there.Digests) is not null;
        return ours!.Value.Hash == its!.Value.Hash
            ? Equal(wasPublished ? ProofKind.Md5 : ProofKind.ReadBack, ours)
            : Found(Difference.Differs, $"other content: MD5 {Text(ours.Value)} at the source, {Text(its.Value)} at the destination");
    }

    private async Task<(ContentDigest Digest, long? Size)> DigestAsync(
        IObjectReader store, ObjectKey key, SourceVersion version, long partBytes, CancellationToken cancellationToken)
    {
        var (digest, size) = await work.ReadBack.DigestAsync(store, key, version, partBytes, cancellationToken);
        SoFar = SoFar with { BytesRead = SoFar.BytesRead + size };
        return (digest, size);
    }

    private TransferOutcome Equal(ProofKind proof, ContentDigest? digest) => SoFar with { Kind = OutcomeKind.Skipped, Proof = proof, Digest = digest };

    private TransferOutcome Found(Difference difference, string reason) => SoFar with
    {
        Kind = OutcomeKind.Failed,
        Difference = difference,
        Failure = new(TransferSide.Destination, difference == Difference.Missing ? StorageErrorKind.NotFound : StorageErrorKind.Other, reason),
    };

    private static string SizesText(long source, long destination) => $"the source has {source} bytes, the destination {destination}";

    private static string Text(ContentDigest digest) => digest.Parts > 1 ? $"{digest.ToETag()} in parts of {digest.PartBytes} bytes" : digest.Hex;
}
