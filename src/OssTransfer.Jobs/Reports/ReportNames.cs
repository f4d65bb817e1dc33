namespace OssTransfer.Jobs.Reports;

/// <summary>The files of a report.</summary>
public static class ReportNames
{
    /// <summary>The configuration, secrets masked.</summary>
    public const string Config = "job.cfg";

    /// <summary>The job as <c>status --json</c> shows it.</summary>
    public const string Status = "status";

    /// <summary>The numbers, and the digests of the lists.</summary>
    public const string Summary = "summary.json";

    /// <summary>What could not be transferred.</summary>
    public static string TransferErrors(string jobId) => $"{jobId}-transfer-error-list.txt";

    /// <summary>What was found to differ.</summary>
    public static string CheckErrors(string jobId) => $"{jobId}-check-error-list.txt";

    /// <summary>What only the destination has.</summary>
    public static string Extras(string jobId) => $"{jobId}-check-extra-list.txt";

    /// <summary>The digests of what is proven.</summary>
    public static string Digests(string jobId) => $"{jobId}-check-md5-list.txt";

    /// <summary>All that a report of the job may consist of.</summary>
    public static IReadOnlyList<string> All(string jobId) =>
        [Config, Status, TransferErrors(jobId), CheckErrors(jobId), Extras(jobId), Digests(jobId), Summary];
}
