namespace OssTransfer.Contracts.Jobs;

/// <summary>A list is to come for a job.</summary>
public sealed record BeginFileListRequest
{
    /// <summary>Names the list's content: 1 to 64 hexadecimal digits. The same list again goes on where it was broken off.</summary>
    public required string Digest { get; init; }
}
