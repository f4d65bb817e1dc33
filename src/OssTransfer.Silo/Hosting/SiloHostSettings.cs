using System.Net;
using Microsoft.Extensions.Configuration;
using OssTransfer.Jobs.Config.Rates;

namespace OssTransfer.Silo.Hosting;

/// <summary>The settings of a silo and where they come from: arguments before <c>OSSTRANSFER_*</c> before <c>appsettings.json</c> beside the program;
/// name, address and cluster at last from what the home was started with before.</summary>
public static class SiloHostSettings
{
    /// <summary><c>--home</c>.</summary>
    public static readonly Setting Home = new("--home", HomeDirectory.Variable, "OssTransfer:Silo:Home");

    /// <summary><c>--name</c>.</summary>
    public static readonly Setting Name = new("--name", "OSSTRANSFER_NAME", "OssTransfer:Silo:Name");

    /// <summary><c>--cluster</c>, the path of a cluster file.</summary>
    public static readonly Setting Cluster = new("--cluster", "OSSTRANSFER_CLUSTER", "OssTransfer:Silo:Cluster");

    /// <summary><c>--address</c>, for other silos.</summary>
    public static readonly Setting Address = new("--address", "OSSTRANSFER_ADDRESS", "OssTransfer:Silo:Address");

    /// <summary><c>--api-address</c>, for the command line elsewhere.</summary>
    public static readonly Setting ApiAddress = new("--api-address", "OSSTRANSFER_API_ADDRESS", "OssTransfer:Silo:ApiAddress");

    /// <summary><c>--api-port</c>, a number or <c>none</c>.</summary>
    public static readonly Setting ApiPort = new("--api-port", "OSSTRANSFER_API_PORT", "OssTransfer:Silo:ApiPort");

    /// <summary><c>--silo-port</c>.</summary>
    public static readonly Setting SiloPort = new("--silo-port", "OSSTRANSFER_SILO_PORT", "OssTransfer:Silo:SiloPort");

    /// <summary><c>--max-worker-num</c>.</summary>
    public static readonly Setting MaxWorkerNum = new("--max-worker-num", "OSSTRANSFER_MAX_WORKER_NUM", "OssTransfer:Work:MaxWorkerNum");

    /// <summary><c>--max-master-num</c>.</summary>
    public static readonly Setting MaxMasterNum = new("--max-master-num", "OSSTRANSFER_MAX_MASTER_NUM", "OssTransfer:Work:MaxMasterNum");

    /// <summary><c>--memory</c>, in MiB.</summary>
    public static readonly Setting Memory = new("--memory", "OSSTRANSFER_MEMORY", "OssTransfer:Work:MemoryMebibytes");

    /// <summary><c>--bandwidth</c>, such as <c>20MB/s</c>.</summary>
    public static readonly Setting Bandwidth = new("--bandwidth", "OSSTRANSFER_BANDWIDTH", "OssTransfer:Work:Bandwidth");

    /// <summary><c>--objects-in-flight</c>.</summary>
    public static readonly Setting ObjectsInFlight = new("--objects-in-flight", "OSSTRANSFER_OBJECTS_IN_FLIGHT", "OssTransfer:Work:ObjectsInFlight");

    /// <summary><c>--cpu</c>, in percent of the machine.</summary>
    public static readonly Setting Cpu = new("--cpu", "OSSTRANSFER_CPU", "OssTransfer:Work:CpuPercent");

    /// <summary><c>--log-level</c>.</summary>
    public static readonly Setting LogLevel = new("--log-level", "OSSTRANSFER_LOG_LEVEL", "OssTransfer:Logs:Level");

    /// <summary><c>--log-format</c>.</summary>
    public static readonly Setting LogFormat = new("--log-format", "OSSTRANSFER_LOG_FORMAT", "OssTransfer:Logs:Format");

    /// <summary>Size of a log file, in MiB.</summary>
    public static readonly Setting LogMebibytes = new("--log-size", "OSSTRANSFER_LOG_SIZE", "OssTransfer:Logs:FileMebibytes");

    /// <summary>Number of files of each log.</summary>
    public static readonly Setting LogFiles = new("--log-files", "OSSTRANSFER_LOG_FILES", "OssTransfer:Logs:Files");

    private const string FileName = "appsettings.json";
    private const int LongestName = 64;

    // Where firewalls stand between the silos they need a port that stays.
    private const int PortBetweenMachines = 11111;

    /// <summary>Reads all settings. Arguments are given as typed, by the names above; null and empty mean not given.</summary>
    /// <exception cref="SettingsException">Some are wrong; it holds all errors.</exception>
    public static SiloHostOptions Read(IReadOnlyDictionary<string, string?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return Read(arguments, Environment.GetEnvironmentVariable, ReadFile(AppContext.BaseDirectory));
    }

    internal static SiloHostOptions Read(IReadOnlyDictionary<string, string?> arguments, Func<string, string?> environment, IConfiguration file)
    {
        var reader = new HostSettingsReader(arguments, environment, file);
        var otherwise = new SiloHostOptions { Home = HomeDirectory.Resolve(null).Path };
        var home = new HomeDirectory(reader.Text(Home, _ => true, "a path", otherwise.Home));
        var remembered = HomeIdentity.Read(home);
        var address = reader.Address(Address, remembered.Address ?? otherwise.Address);
        var options = new SiloHostOptions
        {
            Home = home.Path,
            Name = reader.Text(
                Name,
                IsName,
                $"letters, digits and . _ - up to {LongestName}",
                remembered.Name is { } name && IsName(name) ? name : otherwise.Name),
            ApiPort = reader.NumberOrNone(ApiPort, 0, ushort.MaxValue, otherwise.ApiPort),
            Cluster = reader.Text(Cluster, _ => true, "a path", "") is { Length: > 0 } cluster ? Path.GetFullPath(cluster) : null,
            Address = address,
            ApiAddress = reader.Address(ApiAddress, otherwise.ApiAddress),
            SiloPort = reader.Number(SiloPort, 0, ushort.MaxValue, IPAddress.IsLoopback(address) ? otherwise.SiloPort : PortBetweenMachines),
            MaxWorkerNum = reader.Number(MaxWorkerNum, 1, 1000, otherwise.MaxWorkerNum),
            MaxMasterNum = reader.Number(MaxMasterNum, 1, 1000, otherwise.MaxMasterNum),
            MemoryMebibytes = reader.Number(Memory, 32, 1 << 20, otherwise.MemoryMebibytes),
            BytesPerSecond = BytesOf(
                reader.Text(Bandwidth, text => RateSpec.TryReadBandwidth(text, out _), "bytes per second such as 20MB/s, or none", "none")),
            ObjectsInFlight = reader.Number(ObjectsInFlight, 1, 10_000, otherwise.ObjectsInFlight),
            CpuPercent = reader.Number(Cpu, 1, 100, otherwise.CpuPercent),
            LogLevel = reader.Choice(LogLevel, otherwise.LogLevel),
            LogFormat = reader.Choice(LogFormat, otherwise.LogFormat),
            LogMebibytes = reader.Number(LogMebibytes, 1, 1024, otherwise.LogMebibytes),
            LogFiles = reader.Number(LogFiles, 1, 1000, otherwise.LogFiles),
        };

        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            reader.Errors.Add($"{Address.Argument}: {address} is no address that other silos can reach; name one of this machine's own.");
        }

        reader.RefuseUnknownKeys();
        return reader.Errors.Count == 0 ? options : throw new SettingsException(reader.Errors);
    }

    internal static IConfiguration ReadFile(string directory)
    {
        try
        {
            return new ConfigurationBuilder().SetBasePath(directory).AddJsonFile(FileName, optional: true, reloadOnChange: false).Build();
        }
        catch (InvalidDataException exception)
        {
            throw new SettingsException([$"{Path.Combine(directory, FileName)}: {exception.InnerException?.Message ?? exception.Message}"]);
        }
    }

    private static long BytesOf(string text) => RateSpec.TryReadBandwidth(text, out var bytes) ? bytes : 0;

    private static bool IsName(string text) =>
        text.Length <= LongestName && text.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
