using OssTransfer.Contracts;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>A shard that a worker gives back.</summary>
/// <param name="Holder">The silo's process (<see cref="Machines.ThisMachine.Process"/>).</param>
/// <param name="Ticket">The shard and attempt.</param>
/// <param name="IsFinished">All its work is durable.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.returned")]
internal sealed record ReturnedShard(string Holder, ShardTicket Ticket, bool IsFinished)
{
    // Silos of older versions read and send a check as numbers, and a pause as its text and its number.
    [Id(0)]
    private long[]? _check;

    [Id(1)]
    private string? _pauseReason;

    [Id(2)]
    private int _pauseCode;

    [Id(9)]
    private bool _pauseMayPass;

    /// <summary>For a check shard: what it found.</summary>
    public CheckResult? Check
    {
        get => _check is [var objects, var differences, var bytesRead, var readBack] ? new(objects, differences, bytesRead, readBack) : null;
        init => _check = value is null ? null : [value.Objects, value.Differences, value.BytesRead, value.ReadBack];
    }

    [Id(10)]
    private long[]? _deletes;

    /// <summary>For a shard that deletes: what became of its objects.</summary>
    public DeleteResult? Deletes
    {
        get => _deletes is [var deleted, var bytes, var absent, var foreign, var back, var failed] ? new(deleted, bytes, absent, foreign, back, failed) : null;
        init => _deletes = value is null ? null : [value.Deleted, value.BytesDeleted, value.Absent, value.Foreign, value.Returned, value.Failed];
    }

    /// <summary>Why the job must pause; null: it needn't.</summary>
    public Pause? Pause
    {
        get => _pauseReason is null ? null : new(_pauseReason, (ExitCode)_pauseCode) { MayPass = _pauseMayPass };
        init => (_pauseReason, _pauseCode, _pauseMayPass) = (value?.Reason, (int)(value?.Code ?? ExitCode.Done), value?.MayPass == true);
    }

    /// <summary>Why the shard couldn't be worked on, for the log; null: nothing went wrong.</summary>
    [Id(3)]
    public string? Problem { get; init; }

    /// <summary>The destination's clock less ours, in ticks; null where unknown.</summary>
    [Id(4)]
    public long? DestinationClockTicks { get; init; }

    /// <summary>A finish shard's upload is started, and its parts shall be moved by this many part shards; 0: none.</summary>
    [Id(5)]
    public int PartShards { get; init; }

    /// <summary>A part shard found that the upload can't be finished.</summary>
    [Id(6)]
    public bool EndsUpload { get; init; }

    /// <summary>The job's incarnation that the shard belongs to; 0: not said.</summary>
    [Id(7)]
    public ulong Incarnation { get; init; }

    /// <summary>Of a shard that isn't finished: all that the attempt sent is durable. False where it isn't, or a silo of an older version returns it.</summary>
    [Id(8)]
    public bool HasRecordedSends { get; init; }
}
