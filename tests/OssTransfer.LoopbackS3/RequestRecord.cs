namespace OssTransfer.LoopbackS3;

/// <summary>A request as it came, and what became of it.</summary>
public sealed class RequestRecord
{
    /// <summary>What it asked for.</summary>
    public required S3Operation Operation { get; init; }

    /// <summary>Empty for a request to the service.</summary>
    public required string Bucket { get; init; }

    /// <summary>Empty for a request to a bucket.</summary>
    public required string Key { get; init; }

    /// <summary>GET, PUT, ...</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as they stood in the request line.</summary>
    public required string RawTarget { get; init; }

    /// <summary>All headers as they came; names in any case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>What went wrong on purpose; empty for most.</summary>
    public required IReadOnlyList<FaultKind> Faults { get; init; }

    /// <summary>0 until it was answered, and where the connection was cut instead of an answer.</summary>
    public int Status { get; internal set; }
}
