using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// Walks a tree in the byte order of whole keys, with one open directory and its names for each level it stands in. Everything here blocks.
/// </summary>
internal sealed class TreeWalker : IDisposable
{
    private readonly DiskRoot _root;
    private readonly ListRequest _request;
    private readonly NameCodec? _codec;
    private readonly Stack<TreeLevel> _levels = new();

    /// <summary>Where the root lies: links that lead elsewhere are told from others by it.</summary>
    private byte[]? _rootPath;

    /// <summary>Of the directory that the walk stands at; none: it stands at a name in the innermost one.</summary>
    private EntryProblem _problem;

    /// <summary>A walk that stands before the first key of the request.</summary>
    /// <exception cref="StorageException">The root, or the directory of the prefix, can't be read.</exception>
    public TreeWalker(DiskRoot root, ListRequest request, NameCodec? codec, CancellationToken cancellationToken)
    {
        _root = root;
        _request = request;
        _codec = codec;
        EnterFirst(cancellationToken);
    }

    /// <summary>The key that the walk stands at.</summary>
    public ObjectKey Key { get; private set; }

    /// <summary>Goes to the next file, link, special file, or directory that is empty or unreadable.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext(CancellationToken cancellationToken)
    {
        while (_levels.TryPeek(out var level))
        {
            if (!level.HasNext(cancellationToken))
            {
                _levels.Pop().Dispose();
                continue;
            }

            ref readonly var slot = ref level.Names[level.Next++];
            if (slot.Kind != FileKind.Directory)
            {
                Key = level.KeyOf(slot);
                _problem = EntryProblem.None;
                return true;
            }

            if (Descend(level, slot, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks at the file that the walk stands at.</summary>
    /// <returns>Null where it is gone.</returns>
    public ObjectEntry? ReadEntry()
    {
        if (_problem != EntryProblem.None)
        {
            return new(Key, null, null, null) { Problem = _problem };
        }

        var level = _levels.Peek();
        ref readonly var slot = ref level.Names[level.Next - 1];
        var entry = EntryReader.Read(_root, _rootPath, level.Directory, level.Names.RawZ(slot), slot.Kind, Key);
        return entry is not null && slot.Invalid ? entry with { Problem = EntryProblem.InvalidName } : entry;
    }

    /// <summary>Goes past everything whose key begins so.</summary>
    public void SkipUnder(ObjectKey prefix, CancellationToken cancellationToken)
    {
        while (_levels.TryPeek(out var inner) && inner.Key.StartsWith(prefix))
        {
            _levels.Pop().Dispose();
        }

        if (_levels.TryPeek(out var level))
        {
            var rest = prefix.Bytes[level.Key.Length..];
            while (level.HasNext(cancellationToken) && level.Names.Key(level.Names[level.Next]).StartsWith(rest))
            {
                level.Next++;
            }
        }
    }

    public void Dispose()
    {
        while (_levels.TryPop(out var level))
        {
            level.Dispose();
        }
    }

    private void EnterFirst(CancellationToken cancellationToken)
    {
        using var root = _root.Open(forNames: true);
        _rootPath = RealPath.Of(root);
        var key = new ObjectKey(_request.Prefix.Bytes[..(_request.Prefix.Bytes.LastIndexOf((byte)'/') + 1)]);
        var error = OpenFirst(root, key, out var directory);
        if (error == 0)
        {
            error = Enter(directory!, key, !key.IsUtf8, cancellationToken);
        }

        // A root that was deleted under an open handle has no names, but an error; below it, what isn't there has no keys.
        if (error != 0 && key.IsEmpty)
        {
            throw _root.Failure(error);
        }

        if (error != 0 && error != Errno.LinkLoop && !Errno.IsAbsent(error))
        {
            throw Errno.Failure(error, "list", key.ToString());
        }
    }

    private int OpenFirst(SafeFileHandle root, ObjectKey key, out SafeFileHandle? directory)
    {
        directory = null;
        if (key.IsEmpty)
        {
            return _root.OpenDirectory(root, [], forNames: true, out directory);
        }

        var error = Errno.NoEntry;
        foreach (var candidate in DiskNames.Candidates(new ObjectKey(key.Bytes[..^1]), _codec))
        {
            error = DiskPath.TryGet(candidate, out var path, out _)
                ? _root.OpenDirectory(root, path.Whole, forNames: true, out directory)
                : Errno.NoEntry;
            if (!Errno.IsAbsent(error))
            {
                break;
            }
        }

        return error;
    }

    /// <summary>Goes into a directory. One that is gone is passed over.</summary>
    /// <returns>True where it can't be read, or nothing is in it, and the walk now stands at it.</returns>
    private bool Descend(TreeLevel level, in NameSlot slot, CancellationToken cancellationToken)
    {
        var key = level.KeyOf(slot);
        var error = Beneath.Open(level.Directory, level.Names.RawZ(slot), Libc.ReadOnly | Libc.DirectoryOnly, _root.UseOpenat2, out var directory);
        if (error == 0)
        {
            error = Enter(directory!, key, slot.Invalid, cancellationToken);
        }

        if (error == 0 && _request.WithEmptyDirectories && _levels.Peek() is { Names.IsEmpty: true } entered && entered.Key == key)
        {
            _levels.Pop().Dispose();
            return StandAt(key, EntryProblem.EmptyDirectory);
        }

        // It was removed, or became a link, after its name was read.
        if (error == 0 || Errno.IsAbsent(error) || error == Errno.LinkLoop)
        {
            return false;
        }

        if (Errno.IsPassing(error))
        {
            throw Errno.Failure(error, "list", key.ToString());
        }

        return StandAt(key, EntryProblem.UnreadableDirectory);
    }

    private bool StandAt(ObjectKey directory, EntryProblem problem)
    {
        (Key, _problem) = (directory, problem);
        return _request.From is not { } from || directory > new ObjectKey(from.Value.Span);
    }

    private int Enter(SafeFileHandle directory, ObjectKey key, bool isInvalid, CancellationToken cancellationToken)
    {
        var filter = NameFilter.Of(key, _request);
        if (filter is null || (_root.Closed is { } closed && FileIdentity.Of(directory) is { } identity && closed.Is(identity)))
        {
            directory.Dispose();
            return 0;
        }

        var entered = false;
        try
        {
            // Names may be readable while nothing behind them is: that takes the right to search, which "." needs too.
            var error = FileStatus.Of(directory, ".\0"u8, 0, out _);
            DirectoryNames? names = null;
            if (error == 0)
            {
                error = DirectoryNames.Load(directory, filter, _codec, isInvalid, _root.NamesBytes, out names, cancellationToken);
            }

            if (error == 0)
            {
                Debug.Assert(names is not null, "no error, so names");
                _levels.Push(new(directory, key, names));
                entered = true;
            }

            return error;
        }
        finally
        {
            if (!entered)
            {
                directory.Dispose();
            }
        }
    }
}
