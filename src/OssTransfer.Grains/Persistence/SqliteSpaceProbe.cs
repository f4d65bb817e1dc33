namespace OssTransfer.Grains.Persistence;

/// <summary>A file beside SQLite's, for a moment: what a transaction takes back, SQLite need not write.</summary>
internal sealed class SqliteSpaceProbe(string path) : ISpaceProbe
{
    public async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(
                $"{path}.{Guid.NewGuid():n}.room",
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            await file.WriteAsync(new byte[ISpaceProbe.Bytes], cancellationToken);

            // Where a file system allocates late, only now.
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw SqliteErrors.Explain(exception, path);
        }
    }
}
