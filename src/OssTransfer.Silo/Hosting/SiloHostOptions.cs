using System.Net;

namespace OssTransfer.Silo.Hosting;

/// <summary>How a silo runs. <see cref="SiloHostSettings"/> reads it from arguments, environment and <c>appsettings.json</c>.</summary>
public sealed record SiloHostOptions
{
    /// <summary>The home's path; see <see cref="HomeDirectory.Resolve(string?)"/>.</summary>
    public required string Home { get; init; }

    /// <summary>The silo's name: letters, digits, <c>. _ -</c>, at most 64. Default: the machine's name.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>
    /// Path of the file that makes this machine a member of a cluster; null: the one that the home remembers, and where it remembers none, the silo is alone
    /// with its own database.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>The silo is alone with its own database, whatever the home remembers. Default false.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The address of this machine that other silos reach. Default 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The address that the API listens on; off loopback it speaks HTTPS. Default 127.0.0.1.</summary>
    public IPAddress ApiAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The API's port, 0 takes a free one, null opens no API. Default 4242.</summary>
    public int? ApiPort { get; init; } = 4242;

    /// <summary>
    /// The port for other silos, 0 takes a free one. Default 0 on loopback, 11111 on another <see cref="Address"/>, so that a firewall can let it through.
    /// </summary>
    public int SiloPort { get; init; }

    /// <summary>Log to the console too. Default false.</summary>
    public bool Foreground { get; init; }

    /// <summary>Write a line for each object that ended to standard error too. Default false.</summary>
    public bool ShowsObjects { get; init; }

    /// <summary>Shards that this silo works on at once, 1 to 1000. Default: the processors, at least 2, at most 16.</summary>
    public int MaxWorkerNum { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 16);

    /// <summary>Jobs that run at once, 1 to 1000. Default: half the processors, at least 2, at most 8.</summary>
    public int MaxMasterNum { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 2, 8);

    /// <summary>Object bodies in memory at most, in MiB, 32 to 1,048,576. Default 128, which keeps the process under 300 MB.</summary>
    public int MemoryMebibytes { get; init; } = 128;

    /// <summary>Bytes that are read per second over all jobs, 0 for no limit. Default 0.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Objects that are moved at the same time over all jobs, 1 to 10,000. Default 64.</summary>
    public int ObjectsInFlight { get; init; } = 64;

    /// <summary>The percentage of the machine's processors that is used at most, 1 to 100. Default 100: no limit.</summary>
    public int CpuPercent { get; init; } = 100;

    /// <summary>The least that is logged: <c>debug</c>, <c>objects</c>, <c>information</c>, <c>warning</c>, <c>error</c>. Default information.</summary>
    public SiloLogLevel LogLevel { get; init; } = SiloLogLevel.Information;

    /// <summary>How logs are written: <c>text</c>, <c>json</c>. Default text.</summary>
    public SiloLogFormat LogFormat { get; init; } = SiloLogFormat.Text;

    /// <summary>A log file that is larger is set aside, in MiB, 1 to 1024. Default 20.</summary>
    public int LogMebibytes { get; init; } = 20;

    /// <summary>Files kept of each log, 1 to 1000. Default 5.</summary>
    public int LogFiles { get; init; } = 5;
}
