namespace OssTransfer.Jobs.Notices;

/// <summary>What became of a message. Values are stored: never reuse a number.</summary>
public enum OutboxEnd
{
    /// <summary>It waits, or is being sent.</summary>
    None = 0,

    /// <summary>The other side took it.</summary>
    Sent = 1,

    /// <summary>It was tried for three days without success.</summary>
    GivenUp = 3,

    /// <summary>There is no receiver any more.</summary>
    Dropped = 4,
}
