namespace OssTransfer.Transfer.Outcomes;

/// <summary>What a comparison found at the destination. Values are stored: never reuse a number.</summary>
public enum Difference
{
    /// <summary>No difference, or nothing that could be compared.</summary>
    None = 0,

    /// <summary>The source has the object and the destination has not.</summary>
    Missing = 1,

    /// <summary>The destination has another size or other content.</summary>
    Differs = 2,
}
