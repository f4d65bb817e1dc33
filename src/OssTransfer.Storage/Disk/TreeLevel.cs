using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>A directory on the path that a listing stands in.</summary>
/// <param name="directory">Open; disposed with the level.</param>
/// <param name="key">With the final '/'; empty for the root.</param>
/// <param name="names">What is in it.</param>
internal sealed class TreeLevel(SafeFileHandle directory, ObjectKey key, DirectoryNames names) : IDisposable
{
    public SafeFileHandle Directory => directory;

    public ObjectKey Key => key;

    public DirectoryNames Names => names;

    /// <summary>The next name to look at.</summary>
    public int Next { get; set; }

    public ObjectKey KeyOf(in NameSlot slot) => key.Append(new ObjectKey(names.Key(slot)));

    public void Dispose() => directory.Dispose();
}
