using System.Runtime.CompilerServices;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers;

/// <summary>What failed in the run before, as if the source listed only that.</summary>
internal sealed class FailedListing(OpenJob job, CatalogueReader catalogue, int run)
{
    /// <summary>Pages in key order, after a key; one that is gone at the source meanwhile is left out.</summary>
    public async IAsyncEnumerable<ListPage> ListAsync(ObjectKey? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stretch in catalogue.ReadAsync(after, cancellationToken))
        {
            if (stretch.Segment.Shard.Run != run)
            {
                continue;
            }

            var segment = await catalogue.ReadSegmentAsync(stretch.Segment, cancellationToken);
            var entries = new List<ObjectEntry>();
            foreach (var entry in Failed(segment).Where(entry => stretch.Span.Contains(entry.Key)))
            {
                if (await LookAsync(entry, cancellationToken) is { } now)
                {
                    entries.Add(now);
                }
            }

            yield return new(entries, ListPosition.After(job.Mapping.ToSource(segment.Manifest.Entries[^1].Key)));
        }
    }

    private static IEnumerable<ManifestEntry> Failed(Segment segment) => segment.Manifest.Entries.Where((entry, index) =>
        entry.Action == EntryAction.Refuse
        || segment.Progress.Outcomes[index] is { Kind: OutcomeKind.Failed or OutcomeKind.Conflict or OutcomeKind.NeedsRestore });

    private async Task<ObjectEntry?> LookAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        var key = job.Mapping.ToSource(entry.Key);
        if (entry.Problem is not (EntryProblem.None or EntryProblem.NeedsRestore))
        {
            // A name or a directory that could not be read can't be asked for; only a new listing looks at it again.
            return new(key, entry.Source.Size, entry.Source.LastModified, entry.Source.ETag) { Problem = entry.Problem };
        }

        return await job.Source.Reader.HeadAsync(key, cancellationToken) is { } info
            ? new(key, info.Size, info.LastModified, info.ETag) { StorageClass = info.StorageClass }
            : null;
    }
}
