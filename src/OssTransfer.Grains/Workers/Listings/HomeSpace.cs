using System.Globalization;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Workers.Listings;

/// <summary>
/// Watches the disks that hold the state of the jobs: they pause before the home's is full, because afterwards not even a pause can be saved, and when the
/// database says that its own is. Each call checks again.
/// </summary>
internal sealed class HomeSpace(GrainsOptions options, DatabaseSpace database) : ISortDirectory
{
    /// <inheritdoc/>
    public string Directory => options.JobsPath;

    /// <summary>Why jobs must pause; null where there is room, or where that is unknown.</summary>
    public async Task<string?> ShortageAsync(CancellationToken cancellationToken) => Shortage() ?? await database.ShortageAsync(cancellationToken);

    /// <inheritdoc/>
    public string? Shortage()
    {
        try
        {
            var free = new DriveInfo(options.JobsPath).AvailableFreeSpace;
            return free >= options.MinFreeBytes ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"the disk that holds {options.JobsPath} and the state of the jobs has only {free >> 20} MiB free; make room for at least {options.MinFreeBytes >> 20} MiB");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
