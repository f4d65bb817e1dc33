using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>How the attempt at one part ended. A value, never an exception.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Result">How.</param>
public sealed record PartOutcome(int Number, PartResult Result)
{
    /// <summary>The part, where it was moved.</summary>
    public MovedPart? Part { get; init; }

    /// <summary>Why, where it wasn't.</summary>
    public TransferFailure? Failure { get; init; }

    /// <summary>Bytes that went out, repeats included.</summary>
    public long BytesSent { get; init; }
}
