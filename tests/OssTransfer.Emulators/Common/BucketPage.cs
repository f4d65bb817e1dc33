namespace OssTransfer.Emulators.Common;

/// <summary>A page of a bucket.</summary>
/// <param name="Objects">In byte order.</param>
/// <param name="Prefixes">Folded at the delimiter, in byte order.</param>
/// <param name="IsTruncated">There is more.</param>
/// <param name="Last">The last key or folded prefix of the page; what a next page comes after.</param>
public sealed record BucketPage(IReadOnlyList<EmulatorObject> Objects, IReadOnlyList<byte[]> Prefixes, bool IsTruncated, byte[] Last);
