namespace OssTransfer.Jobs.Sorting;

/// <summary>
/// Sorts any number of rows in bounded memory: what doesn't fit waits as sorted pieces in a temporary file that goes when it is disposed, and are merged.
/// </summary>
/// <param name="format">The order, and how rows are kept.</param>
/// <param name="maxBytes">Memory that rows may take.</param>
/// <param name="directory">Where the file lies.</param>
/// <typeparam name="T">A row.</typeparam>
public sealed class PieceSorter<T>(IRowFormat<T> format, long maxBytes, string directory) : IDisposable
{
    private readonly List<T> _waiting = [];
    private readonly List<(long From, long To)> _pieces = [];
    private TemporaryFile? _file;
    private long _bytes;

    /// <summary>Takes a row.</summary>
    public void Add(T row)
    {
        _waiting.Add(row);
        _bytes += format.BytesOf(row);
        if (_bytes >= maxBytes)
        {
            Spill();
        }
    }

    /// <summary>All that was added, ascending. Once, after the last <see cref="Add"/>.</summary>
    public IEnumerable<T> Read()
    {
        _waiting.Sort(format);
        return _pieces.Count == 0 ? _waiting : Merge([_waiting, .. _pieces.Select(ReadPiece)]);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private IEnumerable<T> Merge(IEnumerable<IEnumerable<T>> pieces)
    {
        var heads = new PriorityQueue<IEnumerator<T>, T>(format);
        foreach (var piece in pieces.Select(piece => piece.GetEnumerator()))
        {
            if (piece.MoveNext())
            {
                heads.Enqueue(piece, piece.Current);
            }
        }

        while (heads.TryDequeue(out var piece, out var next))
        {
            yield return next;
            if (piece.MoveNext())
            {
                heads.Enqueue(piece, piece.Current);
            }
        }
    }

    private IEnumerable<T> ReadPiece((long From, long To) piece)
    {
        using var reader = _file!.Read(piece.From, piece.To);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            yield return format.Read(reader);
        }
    }

    private void Spill()
    {
        _waiting.Sort(format);
        _file ??= new(directory);
        var from = _file.End();
        _file.Writer.Write(_waiting.Count);
        foreach (var row in _waiting)
        {
            format.Write(_file.Writer, row);
        }

        _pieces.Add((from, _file.End()));
        _waiting.Clear();
        _bytes = 0;
    }
}
