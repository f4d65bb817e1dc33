using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Content;

/// <summary>What is read of an object in one go.</summary>
/// <param name="Request">The object or the slice.</param>
/// <param name="Version">The version it must belong to.</param>
/// <param name="Length">Bytes, exactly.</param>
internal sealed record SliceRead(ReadRequest Request, SourceVersion Version, long Length)
{
    /// <summary>What the source publishes of the whole object.</summary>
    public IReadOnlyList<PublishedDigest> Published { get; init; } = [];
}
