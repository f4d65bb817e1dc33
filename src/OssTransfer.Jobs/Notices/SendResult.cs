namespace OssTransfer.Jobs.Notices;

/// <summary>What came of sending a message.</summary>
/// <param name="Kind">Whether it was taken.</param>
/// <param name="Words">The other side's own words, or what stood in the way; for people.</param>
public sealed record SendResult(SendResultKind Kind, string Words)
{
    /// <summary>The other side took it.</summary>
    public bool IsSent => Kind == SendResultKind.Sent;
}
