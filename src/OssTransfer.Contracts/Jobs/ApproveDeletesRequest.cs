namespace OssTransfer.Contracts.Jobs;

/// <summary>The body of <c>POST /api/jobs/{id}/deletes</c>: how many objects the next pass may delete.</summary>
public sealed record ApproveDeletesRequest
{
    /// <summary>The number, as the job shows it.</summary>
    public required long Count { get; init; }

    /// <summary>Who says so.</summary>
    public CommandRequest? Command { get; init; }
}
