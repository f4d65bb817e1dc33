using OssTransfer.Jobs.Config.Rates;

namespace OssTransfer.Jobs.Config;

/// <summary>What a job may use, over all silos together, and when it gives up.</summary>
public sealed record LimitSpec
{
    /// <summary>What <see cref="MaxFailures"/> is where nothing is said.</summary>
    public const int DefaultMaxFailures = 1000;

    /// <summary>Bytes read per second; null: no limit.</summary>
    public RateSpec? Bandwidth { get; init; }

    /// <summary>Requests per second; null: no limit.</summary>
    public RateSpec? Requests { get; init; }

    /// <summary>Equal failures in a row on one silo that pause the job.</summary>
    public int MaxFailures { get; init; } = DefaultMaxFailures;
}
