using OssTransfer.Contracts.Settings;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Service;

/// <summary>What can be set for the whole cluster.</summary>
public interface ISettingsService
{
    /// <summary>Checks all of it, then applies all of it or nothing; running silos follow within a few seconds.</summary>
    Task<SetAnswer> SetAsync(SetRequest request, CancellationToken cancellationToken);

    /// <summary>What was set.</summary>
    Task<ClusterSettings> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Sender and receiver of mails, and the last ones.</summary>
    Task<MailView> MailAsync(CancellationToken cancellationToken);
}
