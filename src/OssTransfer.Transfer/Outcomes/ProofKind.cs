using OssTransfer.Transfer.Verification;
namespace OssTransfer.Transfer.Outcomes;

/// <summary>What proves that the destination holds what was read, and how. Values are stored: never reuse a number.</summary>
public enum ProofKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The object is there and its size is equal.</summary>
    Head = 1,

    /// <summary>
    /// Each part's ETag is its MD5, or the store checked the part's Content-MD5; the completion named them and the size is equal.
    /// The composite has a formula of the store's own, or says nothing of the content.
    /// </summary>
    Md5PartsListed = 2,

    /// <summary>Each part's ETag is its MD5 and the composite ETag is equal.</summary>
    Md5Parts = 3,

    /// <summary>One PUT with Content-MD5, and the ETag that came back is that MD5.</summary>
    Md5 = 4,

    /// <summary>The destination was read again and its digest is equal.</summary>
    ReadBack = 5,

    /// <summary>One PUT with Content-MD5, which the store checks before it takes the body; its ETag says nothing of the content.</summary>
    ContentMd5 = 6,

    /// <summary>One PUT with a checksum, which the store checks and repeats in its answer; its ETag says nothing of the content.</summary>
    Checksum = 7,

    /// <summary>
    /// The object was there already with an equal size, and by <see cref="ComparePolicy.Time"/> not older: content was not compared, as the job asked.
    /// </summary>
    Size = 8,
}
