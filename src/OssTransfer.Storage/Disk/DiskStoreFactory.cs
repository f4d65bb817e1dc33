using System.Runtime.InteropServices;

namespace OssTransfer.Storage.Disk;

/// <summary>Makes stores of directories. Linux on x64 and arm64.</summary>
public static class DiskStoreFactory
{
    /// <summary>
    /// A store of the directory. The directory is looked at by each request, not here: a root that isn't there fails those with
    /// <see cref="StorageErrorKind.Bucket"/>, one that may not be read with <see cref="StorageErrorKind.Denied"/>.
    /// </summary>
    /// <param name="options">The directory.</param>
    /// <param name="time">The clock that file times are compared with.</param>
    /// <exception cref="ArgumentException">The root is not an absolute path, or the encoding is unknown or not a superset of ASCII;
    /// the message says which.</exception>
    /// <exception cref="PlatformNotSupportedException">Not Linux on a 64-bit x64 or arm64 processor.</exception>
    public static IObjectStore Create(DiskStoreOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            throw new PlatformNotSupportedException("Disk stores need Linux on x64 or arm64.");
        }

        if (!options.Root.StartsWith('/') || options.Root.Contains('\0', StringComparison.Ordinal))
        {
            throw new StoreOptionsException([$"The directory must be an absolute path, not '{options.Root}'."]);
        }

        var root = new DiskRoot(options.Root, Beneath.KernelHasOpenat2) { Links = options.Links, Closed = options.Closed };
        return new DiskStore(root, NameCodec.Create(options.NameEncoding), time);
    }
}
