using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Deletes;

/// <summary>What became of objects at the destination that vanished at the source.</summary>
/// <param name="Deleted">Deleted.</param>
/// <param name="BytesDeleted">Their bytes, as recorded.</param>
/// <param name="Absent">They were not there any more.</param>
/// <param name="Foreign">Left, as others have changed them.</param>
/// <param name="Returned">Left, as the source has them again.</param>
/// <param name="Failed">Left, as looking or deleting failed.</param>
public sealed record DeleteResult(long Deleted, long BytesDeleted, long Absent, long Foreign, long Returned, long Failed)
{
    /// <summary>Nothing.</summary>
    public static DeleteResult Empty { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Of one object.</summary>
    public static DeleteResult Of(DeleteOutcome outcome, long? bytes) => outcome switch
    {
        DeleteOutcome.Deleted => Empty with { Deleted = 1, BytesDeleted = bytes ?? 0 },
        DeleteOutcome.Absent => Empty with { Absent = 1 },
        DeleteOutcome.Foreign => Empty with { Foreign = 1 },
        DeleteOutcome.Returned => Empty with { Returned = 1 },
        DeleteOutcome.Failed => Empty with { Failed = 1 },
        _ => Empty,
    };

    /// <summary>Both together.</summary>
    public DeleteResult Add(DeleteResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Deleted + other.Deleted, BytesDeleted + other.BytesDeleted, Absent + other.Absent, Foreign + other.Foreign, Returned + other.Returned,
            Failed + other.Failed);
    }
}
