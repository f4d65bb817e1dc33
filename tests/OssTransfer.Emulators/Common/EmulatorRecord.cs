namespace OssTransfer.Emulators.Common;

/// <summary>A request as it came, and what became of it.</summary>
public sealed class EmulatorRecord
{
    public required string Operation { get; init; }

    public required string Bucket { get; init; }

    /// <summary>Empty for a request to a bucket.</summary>
    public required string Key { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query as they stood in the request line.</summary>
    public required string RawTarget { get; init; }

    /// <summary>Names in any case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>0 until it was answered.</summary>
    public int Status { get; internal set; }
}
