namespace OssTransfer.Contracts.Jobs;

/// <summary>Bytes of a run.</summary>
public sealed record ByteNumbers
{
    /// <summary>Of all listed objects whose size is known.</summary>
    public long Listed { get; init; }

    /// <summary>Of the transferred objects.</summary>
    public long Transferred { get; init; }

    /// <summary>That went out, repeats included.</summary>
    public long Sent { get; init; }
}
