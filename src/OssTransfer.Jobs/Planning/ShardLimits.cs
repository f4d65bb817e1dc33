namespace OssTransfer.Jobs.Planning;

/// <summary>Where a move shard ends, whichever comes first.</summary>
public sealed record ShardLimits
{
    /// <summary>Keys. Default 2,000.</summary>
    public int Objects { get; init; } = 2_000;

    /// <summary>
    /// Bytes to move. Default 256 MiB: seconds of work even for a machine with a slow connection, so that many machines share a few large objects and end
    /// together.
    /// </summary>
    public long Bytes { get; init; } = 256L << 20;

    /// <summary>An object of this size or more is a shard by itself, whose parts many workers may move. Default 1 GiB.</summary>
    public long SplitBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of keys and validators before compression; the default 80 KiB stays under 48 KiB compressed.</summary>
    public int ManifestBytes { get; init; } = 80 << 10;
}
