namespace OssTransfer.Jobs.Lifecycle;

/// <summary>A cell of <see cref="JobCommandTable"/>.</summary>
/// <param name="Answer">What becomes of the command.</param>
/// <param name="Next">The state that follows; the present one unless it is accepted.</param>
/// <param name="Refusal">Why not and what to do instead, to follow "job x", with <c>JOB</c> for its name in command lines; null unless it is refused.</param>
public sealed record JobCommandDecision(JobCommandAnswer Answer, JobStatus Next, string? Refusal);
