namespace OssTransfer.Transfer.Verification;

/// <summary>What a comparison of both sides is content with.</summary>
public enum ComparisonDepth
{
    /// <summary>The object is there and has the same size.</summary>
    Size = 1,

    /// <summary>Digests that both sides publish are the same; what publishes none is read.</summary>
    Digest = 2,

    /// <summary>Both sides are read.</summary>
    Content = 3,
}
