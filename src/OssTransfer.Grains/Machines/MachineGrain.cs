using System.Text.Json;
using Microsoft.Extensions.Logging;
using OssTransfer.Jobs.Machines;

namespace OssTransfer.Grains.Machines;

/// <inheritdoc cref="IMachineGrain"/>
[OnItsSilo]
internal sealed class MachineGrain(IClusterMembershipService membership, TimeProvider time, ILogger<MachineGrain> logger) : Grain, IMachineGrain
{
    private const int LookedThrough = 1000;
    private const int Sampled = 16;

    public Task<byte[]> ReadDirectoryAsync(string path, string[] names) => Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(Read(new(path), names)));

    public Task MarkDeadAsync(string silo)
    {
        _ = MarkDeadAsync(SiloAddress.FromParsableString(silo));
        return Task.CompletedTask;
    }

    private async Task MarkDeadAsync(SiloAddress silo)
    {
        await Task.Delay(SiloDeparture.Timeout, time);
        try
        {
            await membership.TryKill(silo);
        }
        catch (Exception exception)
        {
            // Its probes fail, too.
            Log.DepartureNotRecorded(logger, silo.ToString(), exception.Message);
        }
    }

    private static SeenDirectory Read(DirectoryInfo directory, string[] names)
    {
        try
        {
            return directory.Exists
                ? new(null, names.Length == 0 ? Sample(directory) : [.. names.Select(name => Entry(directory, name))])
                : new($"there is no directory {directory.FullName}", []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new($"{directory.FullName} can't be read: {exception.Message}", []);
        }
    }

    // A name that isn't UTF-8 can't be asked for again.
    private static DirectoryEntry[] Sample(DirectoryInfo directory) =>
    [
        .. directory.EnumerateFileSystemInfos()
            .Take(LookedThrough)
            .Where(entry => !entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Take(Sampled)
            .Select(entry => Entry(directory, entry.Name)),
    ];

    private static DirectoryEntry Entry(DirectoryInfo directory, string name)
    {
        var path = Path.Combine(directory.FullName, name);
        var file = new FileInfo(path);
        return file.Exists ? new(name, "file", file.Length, file.LastWriteTimeUtc.Ticks)
            : Directory.Exists(path) ? new(name, "directory", 0, 0)
            : new(name, "", 0, 0);
    }
}
