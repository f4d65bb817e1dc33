namespace OssTransfer.Jobs.Planning;

/// <summary>Where a move shard ends, whichever comes first.</summary>
public sealed record ShardLimits
{
    // The first shard has 8 parts of 64, the next one 9, and so on.
    private const int Whole = 64;
    private const int First = 8;

    // With fewer objects a shard is too small to last as a segment of the catalogue.
    private const int LeastWork = 250;

    /// <summary>Keys, whatever becomes of them. Default 2,000.</summary>
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

    /// <summary>
    /// Most objects to move in a run's shard <paramref name="number"/>, from 0. The first ones are small and each is a little larger than the one before:
    /// so a few objects are work for many workers, the last shards are never much of the whole, and many objects still are few shards. Of bytes the limit is
    /// the same for all: a shard of one large object would leave its worker's line idle between reading and writing.
    /// </summary>
    public int WorkOf(int number) => Math.Min(Objects, Math.Max(LeastWork, Objects * Math.Min(Whole, First + number) / Whole));
}
