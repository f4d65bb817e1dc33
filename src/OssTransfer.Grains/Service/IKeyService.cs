using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Service;

/// <summary>Which key seals the secrets in the cluster's states, and which certificate its silos show each other.</summary>
public interface IKeyService
{
    /// <summary>
    /// Lets another key seal from now on and seals again what other keys have sealed. It may be repeated, and goes on where it was broken off.
    /// Refused while a living silo doesn't have the key.
    /// </summary>
    Task<CommandAnswer> SealWithAsync(string keyName, CancellationToken cancellationToken);

    /// <summary>
    /// Lets all silos show the certificate with this fingerprint from now on. It may be repeated. Refused while a living silo would not take it.
    /// </summary>
    Task<CommandAnswer> ShowCertificateAsync(string fingerprint, CancellationToken cancellationToken);
}
