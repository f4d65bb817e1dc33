using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>A job's rows in the database, as far as <see cref="Compaction"/> needs them.</summary>
public interface IShardRows
{
    /// <summary>A page of a run's index; null: there is none any more.</summary>
    Task<IReadOnlyList<SegmentRef>?> FindIndexAsync(int run, int page, CancellationToken cancellationToken);

    /// <summary>Forgets all that is stored of these shards, for good. What is gone already may be named again.</summary>
    Task ForgetAsync(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken);
}
