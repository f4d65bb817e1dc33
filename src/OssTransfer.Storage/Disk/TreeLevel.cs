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

    public DirectoryNames Names { get; private set; } = names;

    /// <summary>The next name to go to.</summary>
    public int Next { get; set; }

    /// <summary>Files in it were found, and may not have been looked at.</summary>
    public bool HasFound { get; set; }

    /// <summary>Directories in it that are read before their turn, in the order of their names.</summary>
    public Queue<DirectoryAhead> Ahead { get; } = new();

    /// <summary>The next name that may be a directory to be read before its turn.</summary>
    public int NextAhead { get; set; }

    public ObjectKey KeyOf(in NameSlot slot) => key.Append(new ObjectKey(Names.Key(slot)));

    /// <summary>Whether a name is next; reads more of them where these are through.</summary>
    /// <exception cref="StorageException">They can't be read.</exception>
    public bool HasNext(DiskCalls calls, CancellationToken cancellationToken)
    {
        while (Next == Names.Count && Names.HasMore)
        {
            var error = Names.LoadMore(directory, calls, out var more, cancellationToken);
            if (Errno.IsAbsent(error))
            {
                return false;
            }

            if (error != 0)
            {
                throw Errno.Failure(error, "list", key.ToString());
            }

            (Names, Next, NextAhead) = (more!, 0, 0);
        }

        return Next < Names.Count;
    }

    public void Dispose()
    {
        while (Ahead.TryDequeue(out var ahead))
        {
            ahead.Level?.Dispose();
        }

        directory.Dispose();
    }
}
