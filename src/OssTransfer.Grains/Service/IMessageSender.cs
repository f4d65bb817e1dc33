using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Service;

/// <summary>Sends one message over its channel.</summary>
internal interface IMessageSender
{
    /// <summary>What came of it. Throws only for the token.</summary>
    Task<SendResult> SendAsync(OutboxMessage message, ClusterSettings settings, CancellationToken cancellationToken);
}
