using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Notices;

namespace OssTransfer.Grains.Notices;

/// <summary>Sends messages to the addresses of jobs.</summary>
public interface IUrlSender
{
    /// <summary>Sends a message; what goes wrong is its result, never an exception but that of the token.</summary>
    /// <param name="message">What is sent, and where to.</param>
    /// <param name="format">The platform, whose answer is read.</param>
    /// <param name="allow">Private addresses that may be reached, as <c>url-allow</c> has them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SendResult> SendAsync(UrlMessage message, NotifyFormat format, string allow, CancellationToken cancellationToken);
}
