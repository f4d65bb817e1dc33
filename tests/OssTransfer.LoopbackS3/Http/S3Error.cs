namespace OssTransfer.LoopbackS3.Http;

/// <summary>An answer of S3 that is an error. Thrown from wherever it is found.</summary>
internal sealed class S3Error(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Further elements of the answer.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }
}
