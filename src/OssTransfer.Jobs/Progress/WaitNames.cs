namespace OssTransfer.Jobs.Progress;

/// <summary>What work waits for, as it is named in messages and in JSON. A name is never used for something else.</summary>
public static class WaitNames
{
    /// <summary>Answers and bodies of the source.</summary>
    public const string Source = "source";

    /// <summary>Answers of the destination.</summary>
    public const string Destination = "destination";

    /// <summary>The source asked for fewer requests.</summary>
    public const string SourceThrottled = "source-throttled";

    /// <summary>The destination did.</summary>
    public const string DestinationThrottled = "destination-throttled";

    /// <summary>A place on the network, where bodies are slow.</summary>
    public const string Network = "network";

    /// <summary>The silo's memory for bodies.</summary>
    public const string Memory = "memory";

    /// <summary>The job's <c>max-bandwidth</c>.</summary>
    public const string BandwidthLimit = "bandwidth-limit";

    /// <summary>The job's <c>max-requests</c>.</summary>
    public const string RequestLimit = "request-limit";

    /// <summary>The silo's own <c>--bandwidth</c>.</summary>
    public const string SiloLimit = "silo-limit";

    /// <summary>The silo's own <c>--cpu</c>.</summary>
    public const string CpuLimit = "cpu-limit";
}
