using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Membership;

/// <summary>The cluster that this silo is a member of.</summary>
/// <param name="Place">Its database.</param>
/// <param name="Certificate">The fingerprint of its certificate.</param>
public sealed record ClusterMembership(PostgresPlace Place, string Certificate);
