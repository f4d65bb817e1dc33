namespace OssTransfer.Grains.Machines;

/// <summary>Looks at what a machine sees. Keyed by the silo's process and placed on that silo.</summary>
[Alias("osstransfer.machine")]
internal interface IMachineGrain : IGrainWithStringKey
{
    /// <summary>What the machine sees of a directory: these entries of it, or, where none are named, some that it chooses. A <c>DirectoryLook</c> as JSON.</summary>
    [Alias("look")]
    Task<byte[]> LookAsync(string path, string[] names);
}
