using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// Walks a tree in the byte order of whole keys, with one open directory and its names for each level it stands in, and for some that it comes to next where
/// the file system is slow. Everything here blocks.
/// </summary>
internal sealed class TreeWalker : IDisposable
{
    private const int MaxLeft = 64;

    private readonly DiskRoot _root;
    private readonly ListRequest _request;
    private readonly NameCodec? _codec;
    private readonly DiskCalls _calls;
    private readonly DirectoryOpener _opener;
    private readonly DirectoriesAhead _ahead;
    private readonly Stack<TreeLevel> _levels = new();

    // Gone past, while files in them are still to be looked at.
    private readonly List<TreeLevel> _left = [];

    /// <summary>Where the root lies: links that lead elsewhere are recognised by it.</summary>
    private byte[]? _rootPath;

    /// <summary>Of the directory that the walk stands at; none: it stands at a name in the innermost one.</summary>
    private EntryProblem _problem;

    /// <summary>A walk that stands before the first key of the request.</summary>
    /// <exception cref="StorageException">The root, or the directory of the prefix, can't be read.</exception>
    public TreeWalker(DiskRoot root, ListRequest request, NameCodec? codec, TimeProvider time, CancellationToken cancellationToken)
    {
        _root = root;
        _request = request;
        _codec = codec;
        _calls = new(time);
        _opener = new(root, request, codec, _calls);
        _ahead = new(_opener, request, _calls);
        EnterFirst(cancellationToken);
    }

    /// <summary>The key that the walk stands at.</summary>
    public ObjectKey Key { get; private set; }

    /// <summary>As many directories are open only for what was found in them as may be: <see cref="ReadAll"/> lets go of them.</summary>
    public bool IsFull => _left.Count >= MaxLeft;

    /// <summary>Goes to the next file, link, special file, or directory that is empty or unreadable.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext(CancellationToken cancellationToken)
    {
        while (_levels.TryPeek(out var level))
        {
            if (!level.HasNext(_calls, cancellationToken))
            {
                Leave();
                continue;
            }

            var index = level.Next++;
            ref readonly var slot = ref level.Names[index];
            if (slot.Kind != FileKind.Directory)
            {
                Key = level.KeyOf(slot);
                _problem = EntryProblem.None;
                return true;
            }

            if (Descend(level, index, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the walk stands at, to be looked at by <see cref="ReadAll"/>.</summary>
    public FoundName Find()
    {
        if (_problem != EntryProblem.None)
        {
            return new(Key, _problem, null, null, 0);
        }

        var level = _levels.Peek();
        level.HasFound = true;
        return new(Key, EntryProblem.None, level.Directory, level.Names, level.Next - 1);
    }

    /// <summary>Reads all that was found since the last call.</summary>
    /// <returns>An entry for each; null where it is gone.</returns>
    public ObjectEntry?[] ReadAll(IReadOnlyList<FoundName> found)
    {
        var entries = new ObjectEntry?[found.Count];
        _calls.ForEach(found.Count, i => entries[i] = EntryReader.Read(_root, _rootPath, found[i]));
        LetGo();
        return entries;
    }

    /// <summary>Goes past everything whose key begins so.</summary>
    public void SkipUnder(ObjectKey prefix, CancellationToken cancellationToken)
    {
        while (_levels.TryPeek(out var inner) && inner.Key.StartsWith(prefix))
        {
            Leave();
        }

        if (_levels.TryPeek(out var level))
        {
            var rest = prefix.Bytes[level.Key.Length..];
            while (level.HasNext(_calls, cancellationToken) && level.Names.Key(level.Names[level.Next]).StartsWith(rest))
            {
                level.Next++;
            }
        }
    }

    public void Dispose()
    {
        _calls.Dispose();
        LetGo();
        while (_levels.TryPop(out var level))
        {
            level.Dispose();
        }
    }

    private void Leave()
    {
        var level = _levels.Pop();
        if (level.HasFound)
        {
            _left.Add(level);
        }
        else
        {
            level.Dispose();
        }
    }

    private void LetGo()
    {
        foreach (var level in _left)
        {
            level.Dispose();
        }

        _left.Clear();
    }

    private void EnterFirst(CancellationToken cancellationToken)
    {
        using var root = _root.Open(forNames: true);
        _rootPath = RealPath.Of(root);
        var key = new ObjectKey(_request.Prefix.Bytes[..(_request.Prefix.Bytes.LastIndexOf((byte)'/') + 1)]);
        var error = OpenFirst(root, key, out var directory);
        if (error == 0)
        {
            error = _opener.Enter(directory!, key, !key.IsUtf8, _opener.Room, out var level, cancellationToken);
            if (level is not null)
            {
                _levels.Push(level);
            }
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
    private bool Descend(TreeLevel level, int index, CancellationToken cancellationToken)
    {
        ref readonly var slot = ref level.Names[index];
        var key = level.KeyOf(slot);
        var entered = _ahead.Take(level, index);
        var error = entered is null ? _opener.Open(level, slot, _opener.Room, out entered, cancellationToken) : 0;
        if (entered is { Names.IsEmpty: true } && _request.WithEmptyDirectories)
        {
            entered.Dispose();
            return StandAt(key, EntryProblem.EmptyDirectory);
        }

        if (entered is not null)
        {
            _levels.Push(entered);
            _ahead.Plan(_levels, cancellationToken);
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
}
