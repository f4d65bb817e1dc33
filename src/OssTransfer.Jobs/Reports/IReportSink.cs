namespace OssTransfer.Jobs.Reports;

/// <summary>Where the files of a report go, one after the other; <see cref="ReportNames.Summary"/> is the last.</summary>
public interface IReportSink
{
    /// <summary>Takes one file.</summary>
    Task WriteAsync(string name, Func<Stream, Task> write, CancellationToken cancellationToken);

    /// <summary>The lines of the file of that name that is there already; none where nothing is, or where earlier passes are not kept.</summary>
    IAsyncEnumerable<string> EarlierAsync(string name, CancellationToken cancellationToken);
}
