using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers.Listings;

/// <summary>All that a store lists, in ascending order: what is not in it was not there.</summary>
/// <param name="Entries">By key.</param>
/// <param name="SeenAt">When that was so.</param>
internal sealed record WholeListing(IReadOnlyList<ObjectEntry> Entries, DateTimeOffset SeenAt);
