using System.Collections.Concurrent;

namespace OssTransfer.Emulators.Common;

/// <summary>An upload in parts that is not yet an object.</summary>
public sealed class EmulatorUpload(string id, EmulatorObject template)
{
    public string Id { get; } = id;

    /// <summary>Key and headers of the object to be.</summary>
    public EmulatorObject Template { get; } = template;

    /// <summary>By number; several may arrive at once.</summary>
    public ConcurrentDictionary<int, byte[]> Parts { get; } = [];
}
