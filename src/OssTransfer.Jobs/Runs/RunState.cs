using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>One pass of a job. Durable; small whatever the number of objects.</summary>
public sealed record RunState
{
    /// <summary>From 1, never reused.</summary>
    public required int Number { get; init; }

    /// <summary>What it takes up.</summary>
    public RunMode Mode { get; init; } = RunMode.Changes;

    /// <summary>What it does now.</summary>
    public RunPhase Phase { get; init; } = RunPhase.Transfer;

    /// <summary>It compares both sides and moves nothing.</summary>
    public bool Compares { get; init; }

    /// <summary>What only the destination has counts as a difference; known when the run ends.</summary>
    public bool FailsExtras { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The listing.</summary>
    public ListingState List { get; init => field = value ?? new(); } = new();

    /// <summary>It sends again what a check has found to differ: the answer to the write before had been right, too.</summary>
    public bool SendsDifferences => List.Counts.Differing > 0;

    /// <summary>Shards with lower numbers were planned before the job was paused the last time.</summary>
    public int PausedAtShard { get; init; }

    /// <summary>Digests of the manifests whose shards aren't finished, by number.</summary>
    public ImmutableSortedDictionary<int, ulong> Open
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<int, ulong>.Empty;
    }
    = ImmutableSortedDictionary<int, ulong>.Empty;

    /// <summary>Part shards of very large objects, by the number of their finish shard, until that is finished.</summary>
    public ImmutableSortedDictionary<int, PartShards> Parts
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<int, PartShards>.Empty;
    }
    = ImmutableSortedDictionary<int, PartShards>.Empty;

    /// <summary>The sum of finished move shards, each once.</summary>
    public ShardResult Moved { get; init => field = value ?? ShardResult.Empty; } = ShardResult.Empty;

    /// <summary>
    /// Which move shards may hold objects that failed, by reason (<see cref="FailureReasons"/>): where something failed while listing, and of those that are
    /// finished. It counts only where <see cref="KnowsFlawed"/>.
    /// </summary>
    public ImmutableSortedDictionary<string, ShardSet> Flawed
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, ShardSet>.Empty;
    }
    = ImmutableSortedDictionary<string, ShardSet>.Empty;

    /// <summary>The check; null before it starts.</summary>
    public CheckState? Check { get; init; }

    /// <summary>The source is another directory or file system than the one that was listed before.</summary>
    public bool IsOtherSource { get; init; }

    /// <summary>What becomes of what vanished at the source; null before that is decided.</summary>
    public DeleteState? Deletes { get; init; }

    /// <summary>Uploads of shards that will never be finished were aborted.</summary>
    public bool IsCleanedUp { get; init; }

    /// <summary>Why the run can't count as complete, for people; null: it can.</summary>
    public string? Incomplete { get; init; }

    /// <summary>The exit code of the contract; null until it ends.</summary>
    public ExitCode? ExitCode { get; init; }

    /// <summary>The greatest percentage that was shown of it; null: none was. What is lost with an attempt never takes it back.</summary>
    public double? PercentShown { get; init; }

    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>It takes up what the run before could not end, and nothing else.</summary>
    public bool IsPartial => Mode is RunMode.Failed or RunMode.Repair;

    /// <summary>All that failed and is counted was counted by reason, too: no older version, which doesn't do that, had a part in it.</summary>
    public bool KnowsFlawed => Ended is var ended && ended.Failures.Sum(tally => tally.Count) == ended.Flaws;

    /// <summary>All that ended, while listing or moving.</summary>
    public ShardResult Ended => List.Counts.Ended.Add(Moved);

    /// <summary>The move shards that aren't finished.</summary>
    public IEnumerable<ShardId> OpenShards() => Open.Keys.Select(number => ShardId.Move(Number, number));
}
