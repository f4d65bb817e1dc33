namespace OssTransfer.Jobs.Deletes;

/// <summary>Whether a run deletes what vanished at the source, and why not. Values are stored: never reuse a number.</summary>
public enum DeleteVerdict
{
    /// <summary>There is nothing to delete, or it was not asked for.</summary>
    Nothing = 0,

    /// <summary>It is deleted.</summary>
    Apply = 1,

    /// <summary>The listing was not complete.</summary>
    IncompleteListing = 2,

    /// <summary>The source listed nothing at all.</summary>
    EmptyListing = 3,

    /// <summary>The source is another directory or file system than it was.</summary>
    OtherSource = 4,

    /// <summary>No complete listing came just before this one.</summary>
    FirstListing = 5,

    /// <summary>The job only reports.</summary>
    Reported = 6,

    /// <summary>Source or destination were changed: the job only reports until a number is approved.</summary>
    ChangedPlaces = 7,

    /// <summary>More than half of what was there vanished.</summary>
    ShortListing = 8,

    /// <summary>It is more than one pass may delete.</summary>
    OverLimit = 9,
}
