using OssTransfer.Jobs.Notices;

namespace OssTransfer.Grains.Notices;

/// <summary>Submits mails to a server.</summary>
public interface IMailSender
{
    /// <summary>Sends a mail; what goes wrong is its result, never an exception but that of the token.</summary>
    Task<SendResult> SendAsync(MailOrder mail, CancellationToken cancellationToken);
}
