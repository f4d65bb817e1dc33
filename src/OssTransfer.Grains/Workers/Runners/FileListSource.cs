using System.Runtime.CompilerServices;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>A job's file list, read as if the source listed only what it names: sorted chunk by sorted chunk, each object asked for at the source.</summary>
internal sealed class FileListSource(IGrainFactory grains, OpenJob job, FileListState list)
{
    private const int EntriesAtOnce = 512;

    /// <summary>Pages in key order, after a key. Where more of the list is still to come, the last of them says so by a place to go on.</summary>
    public async IAsyncEnumerable<ListPage> ListAsync(ObjectKey? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lookup = new FileListLookup(job.Source.Reader);
        var trusts = job.Spec.TrustsInventory;
        for (var number = await FindAsync(after, cancellationToken); number < list.Chunks; number++)
        {
            var chunk = await ReadAsync(number, cancellationToken);
            foreach (var some in chunk.Where(listed => after is not { } from || listed.Key > from).Chunk(EntriesAtOnce))
            {
                var entries = await lookup.LookUpAsync([.. some.Select(listed => listed.ToEntry(trusts))], cancellationToken);
                yield return new(entries, ListCursor.After(some[^1].Source));
            }
        }

        yield return new([], list.IsComplete ? null : ListCursor.After(job.Mapping.SourcePrefix));
    }

    /// <summary>The chunk that holds the key or what comes next.</summary>
    private async Task<int> FindAsync(ObjectKey? after, CancellationToken cancellationToken)
    {
        var (first, last) = (0, list.Chunks - 1);
        while (after is { } key && first < last)
        {
            var middle = (first + last + 1) / 2;
            if ((await ReadAsync(middle, cancellationToken))[0].Key > key)
            {
                last = middle - 1;
            }
            else
            {
                first = middle;
            }
        }

        return first;
    }

    private async Task<IReadOnlyList<FileListObject>> ReadAsync(int number, CancellationToken cancellationToken)
    {
        var shard = ShardId.Chunk(list.Generation, number);
        var content = await grains.GetGrain<IShardGrain>(shard.ToGrainKey(job.Incarnation)).ReadAsync(false).WaitAsync(cancellationToken);
        return FileListCodec.Decode(content.Manifest);
    }
}
