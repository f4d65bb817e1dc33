namespace OssTransfer.Grains.Machines;

/// <summary>What one machine is asked to do for another. Keyed by the silo's process and placed on that silo.</summary>
[Alias("osstransfer.machine")]
internal interface IMachineGrain : IGrainWithStringKey
{
    /// <summary>
    /// What the machine sees of a directory: these entries of it, or, where none are named, some that it chooses. A <c>SeenDirectory</c> as JSON.
    /// </summary>
    [Alias("look")]
    Task<byte[]> ReadDirectoryAsync(string path, string[] names);

    /// <summary>Writes down that a silo is dead once it has ended, which it does within <see cref="SiloDeparture.Timeout"/>: it can't do so itself.</summary>
    [Alias("bury")]
    Task MarkDeadAsync(string silo);
}
