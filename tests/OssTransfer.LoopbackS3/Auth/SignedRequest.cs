namespace OssTransfer.LoopbackS3.Auth;

/// <summary>What a client claims about its signature, from the Authorization header or from a presigned URL.</summary>
internal sealed record SignedRequest
{
    public required CredentialScope Scope { get; init; }

    public required string[] SignedHeaders { get; init; }

    public required string Signature { get; init; }

    /// <summary>As sent: <c>20260102T030405Z</c>.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The last line of the canonical request: a digest or a word such as UNSIGNED-PAYLOAD.</summary>
    public required string Payload { get; init; }

    /// <summary>How long a presigned URL holds; null for a signed header.</summary>
    public TimeSpan? Lifetime { get; init; }
}
