using OssTransfer.Transfer.Listings;

namespace OssTransfer.Grains;

/// <summary>What the grains' services of one silo need to know.</summary>
public sealed record GrainsOptions
{
    /// <summary>The silo's name, unique in its cluster and the same after a restart.</summary>
    public required string SiloName { get; init; }

    /// <summary>Shards that this silo works on at once, 1 to 1000.</summary>
    public required int MaxWorkers { get; init; }

    /// <summary>Jobs that run at once, over all silos, 1 to 1000.</summary>
    public required int MaxMasters { get; init; }

    /// <summary>Bytes of object bodies in this silo's memory at most.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes that this silo reads per second, over all jobs; 0: no limit. Default 0.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Objects that this silo moves at the same time, over all jobs. Default 64.</summary>
    public int ObjectsInFlight { get; init; } = 64;

    /// <summary>The part of the machine's processors that this silo uses at most, on average over some seconds; 100: no limit. Default 100.</summary>
    public int CpuPercent { get; init; } = 100;

    /// <summary>The silo's home, which no job reads or writes; null: it has none.</summary>
    public string? HomePath { get; init; }

    /// <summary>Where reports lie, a directory a job.</summary>
    public required string JobsPath { get; init; }

    /// <summary>The home's <c>machines_ip.cfg</c>, which may be absent; null: it has no place for one.</summary>
    public string? MachinesPath { get; init; }

    /// <summary>
    /// Free bytes on the disk of <see cref="JobsPath"/>, where the database lies, too, below which jobs pause while their state can still be saved. Default 16
    /// MiB.
    /// </summary>
    public long MinFreeBytes { get; init; } = 16L << 20;

    /// <summary>Objects that one worker moves before it gives its place back, at most. Default 2,000.</summary>
    public int ShardObjects { get; init; } = 2_000;

    /// <summary>An object of this size or more is moved by several workers at once, where the destination takes parts. Default 1 GiB.</summary>
    public long SplitBytes { get; init; } = 1L << 30;

    /// <summary>About what one of them moves before it gives its place back. Default 512 MiB: a machine that joins soon has its share.</summary>
    public long PartShardBytes { get; init; } = 512L << 20;

    /// <summary>How long a silo may be silent before its shards are given to others. Default 6 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How often a silo names the shards it holds. Default 1 s.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a worker that has no work asks for some. Default 0.25 s.</summary>
    public TimeSpan IdleWait { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a silo that waits for a signal asks without one, because it may have missed it. Default 5 s.</summary>
    public TimeSpan SignalWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a list shard keeps its worker. Default 20 s.</summary>
    public TimeSpan ListSlice { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How far listings are read ahead of their consumer.</summary>
    public ListAheadOptions ListAhead { get; init; } = new();

    /// <summary>Numbers from 0 to below 1, from any thread, that spread what is tried again; null: by chance.</summary>
    public Func<double>? NextDouble { get; init; }

    /// <summary>No other silo can work on these jobs (the home is locked), so what an earlier process held is free at once. Default true.</summary>
    public bool IsAlone { get; init; } = true;
}
