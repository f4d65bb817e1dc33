using System.Globalization;

namespace OssTransfer.Grains.Workers;

/// <summary>Watches the disk that holds the state of the jobs: they pause before it is full, because afterwards not even a pause can be saved.</summary>
internal sealed class HomeSpace(GrainsOptions options)
{
    /// <summary>Why jobs must pause; null where there is room, or where nobody can tell.</summary>
    public string? Shortage()
    {
        try
        {
            var free = new DriveInfo(options.JobsPath).AvailableFreeSpace;
            return free >= options.MinFreeBytes ? null : string.Create(
                CultureInfo.InvariantCulture, $"the disk that holds {options.JobsPath} and the state of the jobs has only {free >> 20} MiB free; make room for at least {options.MinFreeBytes >> 20} MiB");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
