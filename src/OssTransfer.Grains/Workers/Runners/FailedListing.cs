using System.Runtime.CompilerServices;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>What failed, and what a check found to differ, as if the source listed only that.</summary>
/// <param name="job">The job.</param>
/// <param name="catalogue">What is remembered.</param>
/// <param name="compares">It is for a comparison: an object whose digest a list names is not asked for at the source, where it may be gone.</param>
internal sealed class FailedListing(OpenJob job, CatalogueReader catalogue, bool compares)
{
    /// <summary>Pages in key order, after a key; one that is gone at the source meanwhile is left out.</summary>
    public async IAsyncEnumerable<ListPage> ListAsync(ObjectKey? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lookup = new FileListLookup(job.Source.Reader);
        await foreach (var stretch in catalogue.ReadAsync(after, cancellationToken))
        {
            var segment = await catalogue.ReadSegmentAsync(stretch.Segment, cancellationToken);
            var isReferred = stretch.Segment.Shard.Run != stretch.Span.Run;
            var failed = Failed(segment, isReferred).Where(entry => stretch.Span.Contains(entry.Key)).Select(ToEntry).ToList();
            var found = await lookup.LookUpAsync([.. failed.Where(IsAskedFor)], cancellationToken);
            var broken = failed.Where(entry => entry.Problem == EntryProblem.BrokenLink).Select(entry => entry.Key).ToHashSet();
            yield return new(
                [.. failed.Where(entry => !IsAskedFor(entry)).Concat(found.Select(StillBroken).Where(IsLeft)).OrderBy(entry => entry.Line!.Relative)],
                ListCursor.After(job.Mapping.ToSource(segment.Manifest.Entries[^1].Key)));

            // A link that leads nowhere is there although nothing is found at its end.
            ObjectEntry StillBroken(ObjectEntry entry) =>
                entry.Problem == EntryProblem.Missing && broken.Contains(entry.Key) ? entry with { Problem = EntryProblem.BrokenLink } : entry;
        }

        yield return new([], null);
    }

    /// <summary>
    /// Of a segment that a later run refers to, only what is remembered is that run's: the rest it has planned again, and no key may be listed twice.
    /// </summary>
    private static IEnumerable<ManifestEntry> Failed(Segment segment, bool isReferred)
    {
        var remembered = isReferred ? segment.Records().Select(record => record.Index).ToHashSet() : null;
        return segment.Manifest.Entries.Where((entry, index) => remembered?.Contains(index) != false && IsFailed(segment, entry, index));
    }

    private static bool IsFailed(Segment segment, ManifestEntry entry, int index) =>
        entry.Action == EntryAction.Refuse
        || segment.Differences.Contains(index)
        || (entry.Record is { Differs: true } && !IsFixed(segment.Progress.Outcomes[index]))
        || segment.Progress.Outcomes[index] is { Kind: OutcomeKind.Failed or OutcomeKind.Conflict or OutcomeKind.NeedsRestore };

    private static bool IsFixed(TransferOutcome? outcome) => outcome is { Kind: OutcomeKind.Transferred or OutcomeKind.Skipped };

    private ObjectEntry ToEntry(ManifestEntry entry) =>
        new(job.Mapping.ToSource(entry.Key, entry.Source), entry.Source.Size, entry.Source.LastModified, entry.Source.ETag)
        {
            Problem = entry.Problem,
            Line = new(0, entry.Key, null)
            {
                Md5 = compares ? entry.Expected?.Hex : null,
                Problem = entry.Problem == EntryProblem.BadLine ? entry.Reason : null,
            },
        };

    private static bool IsAskedFor(ObjectEntry entry) => !entry.Problem.NeedsNewListing();

    // What a list names must be there; what a listing once showed may be gone.
    private bool IsLeft(ObjectEntry entry) => entry.Problem != EntryProblem.Missing || job.Spec.Source.FileList is not null;
}
