using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Content;

/// <summary>One whole object of the source on its way: in memory, or streamed where it is too large for that.</summary>
internal abstract class ObjectContent : IDisposable
{
    /// <summary>The object's headers.</summary>
    public abstract ObjectInfo Info { get; }

    /// <summary>What to send.</summary>
    public abstract SentBody Body { get; }

    /// <summary>The digest, where it is known before sending.</summary>
    public abstract ContentDigest? Digest { get; }

    /// <summary>Whether the source published a digest that is equal; complete once all bytes were read.</summary>
    public abstract SourceProof Proof { get; }

    public abstract void Dispose();
}
