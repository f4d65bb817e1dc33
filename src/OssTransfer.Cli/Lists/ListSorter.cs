using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Lists;

/// <summary>
/// Sorts a list of any length by key, then by line, in bounded memory: what doesn't fit waits in temporary files that go when it is disposed.
/// </summary>
internal sealed class ListSorter(long maxBytes) : IDisposable
{
    private const int BytesBeside = 160;
    private readonly List<ListedObject> _waiting = [];
    private readonly List<FileStream> _runs = [];
    private long _bytes;

    public void Add(ListedObject one)
    {
        _waiting.Add(one);
        _bytes += one.Key.Length + (one.Source == one.Key ? 0 : one.Source.Length) + BytesBeside;
        if (_bytes >= maxBytes)
        {
            Spill();
        }
    }

    /// <summary>All that was added, ascending. Once, after the last <see cref="Add"/>.</summary>
    public IEnumerable<ListedObject> Read()
    {
        _waiting.Sort(Compare);
        return _runs.Count == 0 ? _waiting : Merge([_waiting, .. _runs.Select(ReadRun)]);
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private static int Compare(ListedObject a, ListedObject b) => a.Key.CompareTo(b.Key) is not 0 and var order ? order : a.Line.CompareTo(b.Line);

    private static IEnumerable<ListedObject> Merge(IEnumerable<IEnumerable<ListedObject>> runs)
    {
        var heads = new PriorityQueue<IEnumerator<ListedObject>, ListedObject>(Comparer<ListedObject>.Create(Compare));
        foreach (var run in runs.Select(run => run.GetEnumerator()))
        {
            if (run.MoveNext())
            {
                heads.Enqueue(run, run.Current);
            }
        }

        while (heads.TryDequeue(out var run, out var next))
        {
            yield return next;
            if (run.MoveNext())
            {
                heads.Enqueue(run, run.Current);
            }
        }
    }

    private static IEnumerable<ListedObject> ReadRun(FileStream file)
    {
        file.Position = 0;
        using var reader = new BinaryReader(file, System.Text.Encoding.UTF8, leaveOpen: true);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var key = new ObjectKey(reader.ReadBytes(reader.Read7BitEncodedInt()));
            var source = reader.Read7BitEncodedInt() - 1 is >= 0 and var length ? new ObjectKey(reader.ReadBytes(length)) : key;
            yield return new(key, source, reader.ReadBoolean() ? reader.ReadInt64() : null, reader.ReadInt64(), (FileListProblem)reader.ReadByte());
        }
    }

    private void Spill()
    {
        _waiting.Sort(Compare);

        // The list may hold signed URLs: nobody else may read it.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"osstransfer-list-{Guid.NewGuid():N}"), options);
        _runs.Add(file);
        using var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(_waiting.Count);
        foreach (var one in _waiting)
        {
            writer.Write7BitEncodedInt(one.Key.Length);
            writer.Write(one.Key.Bytes);
            var isOwn = one.Source != one.Key;
            writer.Write7BitEncodedInt(isOwn ? one.Source.Length + 1 : 0);
            writer.Write(isOwn ? one.Source.Bytes : default);
            writer.Write(one.Size is not null);
            if (one.Size is { } size)
            {
                writer.Write(size);
            }

            writer.Write(one.Line);
            writer.Write((byte)one.Problem);
        }

        _waiting.Clear();
        _bytes = 0;
    }
}
