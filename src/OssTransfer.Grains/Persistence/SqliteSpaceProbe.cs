namespace OssTransfer.Grains.Persistence;

/// <summary>Writes a file beside SQLite's and deletes it: SQLite may never write what a transaction rolls back.</summary>
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

            // Some file systems allocate only here.
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw SqliteErrors.Explain(exception, path);
        }
    }
}
