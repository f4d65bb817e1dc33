namespace OssTransfer.Jobs.Runs;

/// <summary>What a check shard found.</summary>
/// <param name="Objects">Objects compared.</param>
/// <param name="Differences">Those that are missing, differ or can't be proven as the mode demands.</param>
/// <param name="BytesRead">Bytes read for it.</param>
/// <param name="ReadBack">Objects whose proof became a read-back.</param>
public sealed record CheckResult(long Objects, long Differences, long BytesRead, long ReadBack)
{
    /// <summary>Nothing.</summary>
    public static CheckResult Empty { get; } = new(0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public CheckResult Add(CheckResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Objects + other.Objects, Differences + other.Differences, BytesRead + other.BytesRead, ReadBack + other.ReadBack);
    }
}
