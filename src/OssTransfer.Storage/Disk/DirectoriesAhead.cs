namespace OssTransfer.Storage.Disk;

/// <summary>
/// Has directories read before the walk comes to them, in the order of the walk, so that it doesn't wait for each of them in turn. Only where calls are slow,
/// and only in listings that go into every directory.
/// </summary>
internal sealed class DirectoriesAhead(DirectoryOpener opener, ListRequest request, DiskCalls calls)
{
    /// <summary>How far before the walk, in directories.</summary>
    private const int Window = 64;

    /// <summary>Open at once. More than the window: what a directory before others turns out to hold comes before them, too.</summary>
    private const int Most = 128;

    /// <summary>
    /// A directory with more names is read when the walk comes to it; all that are read ahead take no more memory than the one that the walk stands in.
    /// </summary>
    private static readonly NamesRoom Room = new(256 << 10, MayBePart: false);

    private int _count;

    /// <summary>Has more directories read.</summary>
    /// <param name="path">Where the walk stands, the innermost directory first.</param>
    /// <param name="cancellationToken">Of the listing.</param>
    public void Plan(IEnumerable<TreeLevel> path, CancellationToken cancellationToken)
    {
        if (!calls.AreSlow || request.Delimiter is not null)
        {
            return;
        }

        var room = Window;
        foreach (var level in path)
        {
            room = Plan(level, room, cancellationToken);
        }
    }

    /// <summary>The walk comes to a directory.</summary>
    /// <returns>Null: it wasn't read.</returns>
    public TreeLevel? Take(TreeLevel parent, int index)
    {
        parent.NextAhead = Math.Max(parent.NextAhead, index + 1);
        if (!parent.Ahead.TryPeek(out var ahead) || ahead.Index != index)
        {
            return null;
        }

        parent.Ahead.Dequeue();
        _count--;
        return ahead.Take();
    }

    private int Plan(TreeLevel level, int room, CancellationToken cancellationToken)
    {
        foreach (var ahead in level.Ahead)
        {
            room = room > 0 && ahead.Level is { } loaded ? Plan(loaded, room - 1, cancellationToken) : room - 1;
        }

        while (room > 0 && _count < Most && NextDirectory(level) is { } index)
        {
            var ahead = new DirectoryAhead(index);
            level.Ahead.Enqueue(ahead);
            _count++;
            room--;
            calls.Later(() => ahead.Read(() =>
            {
                opener.Open(level, level.Names[index], Room, out var opened, cancellationToken);
                return opened;
            }));
        }

        return room;
    }

    private int? NextDirectory(TreeLevel level)
    {
        var names = level.Names;
        while (level.NextAhead < names.Count)
        {
            var index = level.NextAhead++;
            if (names[index].Kind == FileKind.Directory)
            {
                return request.NeededUntil is { } until && level.KeyOf(names[index]) > until ? null : index;
            }
        }

        return null;
    }
}
