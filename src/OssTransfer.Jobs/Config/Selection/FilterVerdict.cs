namespace OssTransfer.Jobs.Config.Selection;

/// <summary>Whether an object is migrated, and if not, which filter leaves it out. Values are stored: never reuse a number.</summary>
public enum FilterVerdict
{
    /// <summary>It is migrated.</summary>
    Included = 0,

    /// <summary>No glob of <c>src-include</c> matches.</summary>
    NotIncluded = 1,

    /// <summary>A glob of <c>src-exclude</c> matches.</summary>
    Excluded = 2,

    /// <summary>Smaller than <c>src-min-size</c>.</summary>
    TooSmall = 3,

    /// <summary>Larger than <c>src-max-size</c>.</summary>
    TooLarge = 4,

    /// <summary>Changed less than <c>src-min-age</c> before the pass started.</summary>
    TooYoung = 5,

    /// <summary>Not changed before <c>src-modified-before</c>.</summary>
    TooLate = 6,

    /// <summary>Last changed before <c>sync-since</c>.</summary>
    TooEarly = 7,
}
