using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;

namespace OssTransfer.Grains.Membership;

/// <summary>The cluster that this silo is a member of.</summary>
/// <param name="Place">Its database.</param>
/// <param name="Certificates">Its certificates.</param>
public sealed record ClusterMembership(PostgresPlace Place, PeerCertificates Certificates);
