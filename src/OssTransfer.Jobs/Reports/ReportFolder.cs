using OssTransfer.Storage.Files;

namespace OssTransfer.Jobs.Reports;

/// <summary>
/// A report in a directory, for its owner's eyes. Files are written beside those that are there and take their places together: as long as that lasts there
/// is no summary, so that files of two reports are never taken for one.
/// </summary>
/// <param name="path">The directory.</param>
/// <param name="jobId">The job.</param>
/// <param name="keepsPasses">Error lists of earlier passes stay in it; otherwise all of it is of one pass.</param>
public sealed class ReportFolder(string path, string jobId, bool keepsPasses) : IReportSink
{
    private const string Beside = ".new";
    private readonly List<string> _begun = [];
    private readonly List<string> _written = [];

    /// <summary>What lies there and is no part of a report of this job; null: nothing, so that a report may be written.</summary>
    public string? FindForeign()
    {
        HashSet<string> ours = [.. ReportNames.All(jobId), .. ReportNames.All(jobId).Select(name => name + Beside)];
        return Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateFileSystemInfos()
                .FirstOrDefault(entry => entry is not FileInfo { LinkTarget: null } || !ours.Contains(entry.Name))?.Name
            : File.Exists(path) ? path : null;
    }

    /// <summary>Makes the directory.</summary>
    public void Create() => PrivateFiles.CreateDirectory(path);

    /// <inheritdoc/>
    public async Task WriteAsync(string name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        cancellationToken.ThrowIfCancellationRequested();
        _begun.Add(name);
        await using (var stream = PrivateFiles.Create(In(name) + Beside, FileOptions.Asynchronous))
        {
            await write(stream);
        }

        _written.Add(name);
    }

    /// <summary>What was written and not yet published.</summary>
    public Task<byte[]> ReadWrittenAsync(string name, CancellationToken cancellationToken) => File.ReadAllBytesAsync(In(name) + Beside, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> EarlierAsync(string name, CancellationToken cancellationToken) =>
        keepsPasses && File.Exists(In(name)) ? File.ReadLinesAsync(In(name), cancellationToken) : AsyncEnumerable.Empty<string>();

    /// <summary>What was written takes its places; what an earlier report had and this one has not goes.</summary>
    public void Publish()
    {
        File.Delete(In(ReportNames.Summary));
        string[] kept = keepsPasses ? [ReportNames.TransferErrors(jobId), ReportNames.CheckErrors(jobId)] : [];
        foreach (var name in ReportNames.All(jobId).Except(_written).Except(kept))
        {
            File.Delete(In(name));
        }

        foreach (var name in _written)
        {
            File.Move(In(name) + Beside, In(name), overwrite: true);
        }
    }

    /// <summary>What was begun and not published goes.</summary>
    public void Discard()
    {
        foreach (var name in _begun)
        {
            File.Delete(In(name) + Beside);
        }
    }

    private string In(string name) => Path.Combine(path, name);
}
