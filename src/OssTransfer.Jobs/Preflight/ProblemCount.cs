namespace OssTransfer.Jobs.Preflight;

/// <summary>A problem and how often it was found.</summary>
/// <param name="Problem">Which.</param>
/// <param name="Count">All of them.</param>
/// <param name="Examples">The first of them.</param>
public sealed record ProblemCount(PreflightProblem Problem, long Count, IReadOnlyList<ProblemExample> Examples);
