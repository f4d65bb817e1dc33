namespace OssTransfer.LoopbackS3;

/// <summary>How a server decodes objects on the way that are stored with <c>Content-Encoding: gzip</c>: the answer has the plain bytes and no coding.</summary>
public sealed record DecodingHabit
{
    /// <summary>Also where the request accepts gzip; false: only where it doesn't, as Google does.</summary>
    public bool Always { get; init; }

    /// <summary>The answer says with which coding the object is stored, as Google's do.</summary>
    public bool IsTold { get; init; }

    /// <summary>The answer has the length of what is sent; false: none, as it is made while it is sent.</summary>
    public bool HasLength { get; init; }

    /// <summary>HEAD tells of what GET sends; false: of what is stored.</summary>
    public bool InHead { get; init; }
}
