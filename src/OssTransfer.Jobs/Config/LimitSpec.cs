namespace OssTransfer.Jobs.Config;

/// <summary>What a job may use, and when it gives up.</summary>
public sealed record LimitSpec
{
    /// <summary>Bytes read a second; null: no limit.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Requests a second; null: no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Equal failures in a row that pause the job. Default 1000.</summary>
    public int MaxFailures { get; init; } = 1000;
}
