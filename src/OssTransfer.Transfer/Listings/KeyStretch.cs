using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>Keys that were listed one after the other: how dense they are there.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Steps">Steps from one key to the next between the two; at least one.</param>
internal sealed record KeyStretch(ObjectKey First, ObjectKey Last, int Steps);
