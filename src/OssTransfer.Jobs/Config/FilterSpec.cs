namespace OssTransfer.Jobs.Config;

/// <summary>Which objects of the source are migrated. What a filter leaves out counts as excluded.</summary>
public sealed record FilterSpec
{
    /// <summary>No filter at all.</summary>
    public static FilterSpec None { get; } = new();

    /// <summary>Globs over the relative key, one of which must match; empty: all keys.</summary>
    public GlobList Include { get; init; } = GlobList.Empty;

    /// <summary>Globs over the relative key, none of which may match.</summary>
    public GlobList Exclude { get; init; } = GlobList.Empty;

    /// <summary>Bytes an object has at least; null: no limit.</summary>
    public long? MinBytes { get; init; }

    /// <summary>Bytes an object has at most; null: no limit.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>How long ago an object was last changed, at least, when its pass starts; null: no limit.</summary>
    public TimeSpan? MinAge { get; init; }

    /// <summary>Only objects last changed before this instant, exclusive; null: no limit.</summary>
    public DateTimeOffset? ModifiedBefore { get; init; }

    /// <summary>Only objects last changed at this instant or later (<c>sync-since</c>); null: no limit.</summary>
    public DateTimeOffset? Since { get; init; }
}
