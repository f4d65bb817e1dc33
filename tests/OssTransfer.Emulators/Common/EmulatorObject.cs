using System.Text;

namespace OssTransfer.Emulators.Common;

/// <summary>An object as it is stored; never changes.</summary>
public sealed record EmulatorObject(byte[] Key, byte[] Content)
{
    public EmulatorObject(string key, byte[] content)
        : this(Encoding.UTF8.GetBytes(key), content)
    {
    }

    /// <summary>Without quotes, as the vendor spells it.</summary>
    public string ETag { get; init; } = "";

    public DateTimeOffset LastModified { get; init; }

    /// <summary>Content-Type and the other headers that a reading gives back as they are, user metadata included.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Headers by which the vendor publishes digests of the whole content; empty for objects of which it publishes none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Digests { get; init; } = [];

    /// <summary>The vendor's own name; null for the default class.</summary>
    public string? StorageClass { get; init; }

    public RestoreState Restore { get; init; }

    public ObjectForm Form { get; init; }

    /// <summary>For a symlink: the key of the object that it stands for.</summary>
    public byte[]? Target { get; init; }
}
