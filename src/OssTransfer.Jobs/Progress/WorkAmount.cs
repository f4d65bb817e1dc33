namespace OssTransfer.Jobs.Progress;

/// <summary>Work, done or to do.</summary>
/// <param name="Objects">Objects.</param>
/// <param name="Bytes">Their bytes; null where they were not counted.</param>
public readonly record struct WorkAmount(long Objects, long? Bytes)
{
    /// <summary>Both together.</summary>
    public static WorkAmount operator +(WorkAmount one, WorkAmount other) => new(one.Objects + other.Objects, one.Bytes + other.Bytes);
}
