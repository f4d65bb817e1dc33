namespace OssTransfer.Transfer.Outcomes;

/// <summary>How an object of a run ended: exactly one of these. Values are stored: never reuse a number.</summary>
public enum OutcomeKind
{
    /// <summary>Not ended yet.</summary>
    None = 0,

    /// <summary>Written to the destination in this run, and proven.</summary>
    Transferred = 1,

    /// <summary>Found equal at the destination, where this run didn't write it.</summary>
    Skipped = 2,

    /// <summary>Left out by a filter or by what it is (a special file).</summary>
    Excluded = 3,

    /// <summary>Deleted at the source between listing and reading.</summary>
    Gone = 4,

    /// <summary>Archived at the source; it must be restored first.</summary>
    NeedsRestore = 5,

    /// <summary>The destination holds something newer that this job didn't write; not overwritten.</summary>
    Conflict = 6,

    /// <summary>Not transferred, with the reason in <see cref="TransferFailure"/>.</summary>
    Failed = 7,
}
