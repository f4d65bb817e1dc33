using OssTransfer.Storage;

namespace OssTransfer.Transfer.Verification;

/// <summary>What one side says of an object.</summary>
/// <param name="Size">Bytes; null where unknown.</param>
/// <param name="ETag">Its validator; null where there is none.</param>
/// <param name="Traits">What that validator means.</param>
public readonly record struct ContentFacts(long? Size, string? ETag, StoreTraits Traits)
{
    /// <summary>When it was changed last, by the side's own clock; null where unknown or where no time counts.</summary>
    public DateTimeOffset? LastModified { get; init; }
}
