using System.Collections.Concurrent;

namespace OssTransfer.Storage.Disk;

/// <summary>What this process knows of an upload; the bytes themselves are in its part file.</summary>
/// <param name="Key">The final name.</param>
/// <param name="Initiated">When.</param>
internal sealed record DiskUpload(ObjectKey Key, DateTimeOffset Initiated)
{
    public ConcurrentDictionary<int, UploadedPart> Parts { get; } = new();
}
