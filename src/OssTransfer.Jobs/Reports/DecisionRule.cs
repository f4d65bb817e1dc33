namespace OssTransfer.Jobs.Reports;

/// <summary>The rules by which a pass decides about a key, as <c>explain</c> names them. Names are a promise to scripts.</summary>
public enum DecisionRule
{
    /// <summary>The pass wrote nothing down about the key: the source did not list it, or a filter that looks at size or time left it out.</summary>
    NoEntry,

    /// <summary>The globs of <c>src-include</c> and <c>src-exclude</c>, as they are now, leave it out.</summary>
    LeftOut,

    /// <summary>The listing has not reached it.</summary>
    NotReached,

    /// <summary>It is recorded, but the source did not list it, or a filter left it out.</summary>
    NotListed,

    /// <summary>The listing itself showed that it can't be moved.</summary>
    Refused,

    /// <summary>All that lies around it was as recorded on both sides: nothing was recorded again.</summary>
    Unchanged,

    /// <summary>What both sides listed, with what is recorded, showed it to be equal.</summary>
    Equal,

    /// <summary>The destination did not have it.</summary>
    NothingThere,

    /// <summary>The sizes differ.</summary>
    SizeDiffers,

    /// <summary>A check had found the destination to differ.</summary>
    MarkedDifferent,

    /// <summary>It was to be sent even if equal: <c>redo --all</c>, or <c>sync-compare: always</c>.</summary>
    EvenIfEqual,

    /// <summary>The source is another one than was recorded.</summary>
    SourceChanged,

    /// <summary>The destination holds something else than was recorded.</summary>
    DestinationChanged,

    /// <summary>The last write was never proven.</summary>
    NotProven,

    /// <summary>Nothing that both sides list could be compared.</summary>
    NotComparable,

    /// <summary>What the destination holds is not this job's, and may not be replaced.</summary>
    NotOverwritten,

    /// <summary>The worker that had it found it equal.</summary>
    FoundEqual,

    /// <summary>A check job compared it.</summary>
    Compared,

    /// <summary>Only the destination has it.</summary>
    OnlyThere,
}
