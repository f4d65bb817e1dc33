namespace OssTransfer.Transfer.Outcomes;

/// <summary>What earlier attempts of this run did with an object that has no outcome yet.</summary>
/// <param name="Sent">What they recorded of what they sent of it.</param>
public sealed record EarlierAttempts(SentCount Sent)
{
    /// <summary>One of them ended without recording it: it may have sent the object, too.</summary>
    public bool MayHaveSentMore { get; init; }

    /// <summary>What the destination held before the first of them; null: nothing.</summary>
    public DestinationObject? Before { get; init; }
}
