namespace OssTransfer.Grains.Jobs;

/// <summary>How far a job's list has arrived.</summary>
/// <param name="Code">An exit code of the contract.</param>
/// <param name="Message">For people.</param>
/// <param name="Next">The number of the chunk that comes next.</param>
/// <param name="IsComplete">All of the list is here.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.list-step")]
internal sealed record ListStep(int Code, string Message, int Next, bool IsComplete);
