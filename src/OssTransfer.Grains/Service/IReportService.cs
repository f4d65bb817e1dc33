using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Service;

/// <summary>What a job did, for reports afterwards.</summary>
public interface IReportService
{
    /// <summary>What writes the report of the job's last run, read shard by shard; null where there is no such job.</summary>
    Task<Func<IReportSink, CancellationToken, Task>?> ReportAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>What the job's passes decided about a key, as far as that is kept; null where there is no such job.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="key">The whole key at the source; one at the destination, or below the prefixes, is found, too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<KeyExplanation?> ExplainAsync(string jobId, ObjectKey key, CancellationToken cancellationToken);
}
