using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Service;

/// <summary>Which key seals the secrets in the cluster's states.</summary>
public interface IKeyService
{
    /// <summary>
    /// Lets another key seal from now on and seals again what other keys have sealed. It may be repeated, and goes on where it was broken off.
    /// Refused while a living silo doesn't have the key.
    /// </summary>
    Task<CommandAnswer> SealWithAsync(string keyName, CancellationToken cancellationToken);
}
