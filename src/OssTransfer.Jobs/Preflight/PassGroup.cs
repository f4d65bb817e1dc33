namespace OssTransfer.Jobs.Preflight;

/// <summary>Objects with which a pass would do the same.</summary>
/// <param name="Action">What.</param>
/// <param name="Objects">How many.</param>
/// <param name="Bytes">Their bytes, as far as sizes are known.</param>
/// <param name="Examples">The first of them.</param>
public sealed record PassGroup(PassAction Action, long Objects, long Bytes, IReadOnlyList<ProblemExample> Examples);
