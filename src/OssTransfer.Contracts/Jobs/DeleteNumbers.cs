namespace OssTransfer.Contracts.Jobs;

/// <summary>Objects that a job wrote and that vanished at the source, and what became of them at the destination.</summary>
public sealed record DeleteNumbers
{
    /// <summary>Objects that vanished.</summary>
    public long Found { get; init; }

    /// <summary>Their bytes, as recorded.</summary>
    public long Bytes { get; init; }

    /// <summary>Objects that the run has deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>Their bytes, as recorded.</summary>
    public long BytesDeleted { get; init; }

    /// <summary>Objects that were not there any more.</summary>
    public long Absent { get; init; }

    /// <summary>Objects that were left because others have changed them.</summary>
    public long Foreign { get; init; }

    /// <summary>Objects that were left because the source has them again.</summary>
    public long Returned { get; init; }

    /// <summary>Objects that could not be looked at or deleted.</summary>
    public long Failed { get; init; }

    /// <summary>
    /// Why none is deleted: <c>report</c>, <c>over-limit</c>, <c>first-listing</c>, <c>incomplete-listing</c>, <c>empty-listing</c>, <c>short-listing</c>,
    /// <c>other-source</c>, <c>changed-places</c>; null: they are, or there are none.
    /// </summary>
    public string? Held { get; init; }
}
