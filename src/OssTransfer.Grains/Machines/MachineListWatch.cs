using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OssTransfer.Jobs.Machines;
using OssTransfer.Storage.Files;

namespace OssTransfer.Grains.Machines;

/// <summary>Reads the home's <c>machines_ip.cfg</c> when it changes, and finds which of its lines mean this machine. Names are resolved here.</summary>
internal sealed class MachineListWatch(GrainsOptions options, TimeProvider time, ILogger<MachineListWatch> logger)
{
    private const int MaxBytes = 1 << 18;
    private static readonly TimeSpan ResolveEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, (IReadOnlyCollection<IPAddress> Addresses, long At)> _resolved = new(StringComparer.OrdinalIgnoreCase);
    private (DateTime Written, long Length)? _read;

    /// <summary>What is wrong with the file and what holds instead; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>The file, where it changed since it was read last; null where it did not, or has errors.</summary>
    public async Task<MachineListFile?> ReadChangedAsync(CancellationToken cancellationToken)
    {
        if (options.MachinesPath is not { } path)
        {
            return null;
        }

        var file = new FileInfo(path);
        var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (default, -1);
        if (stamp == _read)
        {
            return null;
        }

        try
        {
            var list = await ReadAsync(file, cancellationToken);
            _read = stamp;
            return list;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Read again the next time: a change of its rights changes neither its time nor its length.
            Warn($"{path} can't be read: {exception.Message}");
            return null;
        }
    }

    /// <summary>The cluster didn't get the file: it is read again.</summary>
    public void Forget() => _read = null;

    /// <summary>The entries that mean this machine. A name that can't be resolved now means what it meant last.</summary>
    public async Task<IReadOnlyList<string>> MeaningAsync(
        IReadOnlyList<string> entries, string siloName, IPAddress address, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var names = entries.Where(entry => !IPAddress.TryParse(entry, out _) && !MachineList.IsLoopback(entry)).ToArray();
        await Task.WhenAll(names.Where(IsOld).Select(name => ResolveAsync(name, cancellationToken)));
        return MachineList.MeaningOf(
            entries,
            siloName,
            [address, .. OwnAddresses()],
            _resolved.ToDictionary(pair => pair.Key, pair => pair.Value.Addresses, StringComparer.OrdinalIgnoreCase));
    }

    private async Task<MachineListFile?> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            Problem = null;
            return new(options.SiloName, [], "", DateTimeOffset.MinValue);
        }

        if (file.Length > MaxBytes)
        {
            Warn($"{file.FullName} is larger than {MaxBytes} bytes: this is no list of machines");
            return null;
        }

        var content = await Task.Run(() => SmallFile.ReadBytes(file.FullName), cancellationToken);
        var (entries, errors) = MachineList.Parse(System.Text.Encoding.UTF8.GetString(content));
        if (errors.Count > 0)
        {
            Warn($"{file.FullName}: {string.Join("; ", errors)}");
            return null;
        }

        Problem = null;
        return new(options.SiloName, [.. entries], Convert.ToHexStringLower(SHA256.HashData(content)), new(file.LastWriteTimeUtc, TimeSpan.Zero));
    }

    private void Warn(string problem)
    {
        problem += "; the list from before still holds";
        if (problem != Problem)
        {
            Problem = problem;
            Log.MachineListWrong(logger, problem);
        }
    }

    private bool IsOld(string name)
    {
        lock (_resolved)
        {
            return !_resolved.TryGetValue(name, out var known) || time.GetElapsedTime(known.At) > ResolveEvery;
        }
    }

    private async Task ResolveAsync(string name, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<IPAddress>? found = null;
        try
        {
            found = await Dns.GetHostAddressesAsync(name, cancellationToken).WaitAsync(Timeout, time, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException)
        {
            Log.NameNotResolved(logger, name, exception.Message);
        }

        lock (_resolved)
        {
            _resolved[name] = (found ?? _resolved.GetValueOrDefault(name).Addresses ?? [], time.GetTimestamp());
        }
    }

    private static IEnumerable<IPAddress> OwnAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .Where(address => !IPAddress.IsLoopback(address));
}
