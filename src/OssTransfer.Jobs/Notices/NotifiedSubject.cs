namespace OssTransfer.Jobs.Notices;

/// <summary>What the outbox remembers of a job and a cause.</summary>
/// <param name="At">When the last message of them was due.</param>
/// <param name="Id">Which one that was.</param>
public sealed record NotifiedSubject(DateTimeOffset At, string Id);
