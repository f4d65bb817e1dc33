namespace OssTransfer.Grains.Service;

/// <summary>How far a job's list has arrived.</summary>
/// <param name="Code">An exit code of the contract: 0 taken, 2 not a list, 6 not allowed in this state or no such job.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="Next">The number of the chunk that comes next.</param>
/// <param name="IsComplete">All of the list is here.</param>
public sealed record ListAnswer(int Code, string Message, int Next, bool IsComplete);
