using OssTransfer.Storage;

namespace OssTransfer.Jobs.Reports;

/// <summary>One object that failed, conflicts or needs restoring.</summary>
/// <param name="Key">The whole key at the source.</param>
/// <param name="Size">Bytes as listed; null where unknown.</param>
/// <param name="Reason">Why, one line, for people.</param>
/// <param name="Phase"><c>list</c>, <c>transfer</c> or <c>check</c>.</param>
/// <param name="Run">The run it happened in.</param>
public sealed record FailureLine(ObjectKey Key, long? Size, string Reason, string Phase, int Run)
{
    /// <summary>The name of the reason, the same for all that failed alike (<see cref="Shards.FailureReasons"/>); null: it has none.</summary>
    public string? Group { get; init; }
}
