using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>How the work on a shard ended.</summary>
/// <param name="IsFinished">All of it is durable; otherwise the shard is given back as it is.</param>
internal sealed record ShardEnd(bool IsFinished)
{
    /// <summary>All is done.</summary>
    public static ShardEnd Finished { get; } = new(true);

    /// <summary>It was stopped, or its time was up; nothing went wrong.</summary>
    public static ShardEnd GivenBack { get; } = new(false);

    /// <summary>What a check found.</summary>
    public CheckResult? Check { get; init; }

    /// <summary>What became of what vanished at the source.</summary>
    public DeleteResult? Deletes { get; init; }

    /// <summary>The finish shard waits for this many part shards; 0: none.</summary>
    public int PartShards { get; init; }

    /// <summary>The part shard found that the upload can't be finished.</summary>
    public bool EndsUpload { get; init; }

    /// <summary>Why the job must pause; null: it needn't.</summary>
    public Pause? Pause { get; init; }

    /// <summary>Why the shard could not be worked on; null: nothing went wrong.</summary>
    public string? Problem { get; init; }
}
