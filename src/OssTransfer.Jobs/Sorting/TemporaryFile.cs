namespace OssTransfer.Jobs.Sorting;

/// <summary>
/// A file that only this process sees: it has no name once it is open, so that it is gone with the process, however that ends.
/// It is written at its end and read anywhere, by any number of readers.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const int WriteBytes = 1 << 16;
    private const int ReadBytes = 1 << 14;
    private readonly FileStream _stream;

    /// <summary>A new one on the disk of a directory.</summary>
    public TemporaryFile(string directory)
    {
        // Rows may hold signed URLs: nobody else may read them.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = WriteBytes };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
        }
        else
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var path = Path.Combine(directory, $".osstransfer-sort-{Guid.NewGuid():N}");
        _stream = new(path, options);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        Writer = new(_stream, System.Text.Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Writes on at the end.</summary>
    public BinaryWriter Writer { get; }

    /// <summary>Where the end is, with all that was written before it.</summary>
    public long End()
    {
        Writer.Flush();
        return _stream.Position;
    }

    /// <summary>Reads a stretch that <see cref="End"/> has covered.</summary>
    public BinaryReader Read(long from, long to) =>
        new(new BufferedStream(new FileStretch(_stream.SafeFileHandle, from, to), ReadBytes), System.Text.Encoding.UTF8);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
