using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Settings;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Notices;

/// <inheritdoc cref="IMessageSender"/>
internal sealed class MessageSender(
    IGrainFactory grains, NoticeWriter writer, SecretSealer sealer, IMailSender mails, IUrlSender urls, TimeProvider time) : IMessageSender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboxMessage message, ClusterSettings settings, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return message.Channel switch
            {
                NoticeChannel.Mail => await MailAsync(message, settings, either.Token),
                NoticeChannel.Url => await UrlAsync(message, either.Token),
                _ => new(SendResultKind.Nobody, "a channel that this version doesn't know"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SendResultKind.Later, $"no answer within {Timeout.TotalSeconds:0} s");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SendResultKind.Later, exception.Message);
        }
    }

    private async Task<SendResult> MailAsync(OutboxMessage message, ClusterSettings settings, CancellationToken cancellationToken)
    {
        if (SettingsText.NotSent(settings) is { } missing)
        {
            return new(SendResultKind.Refused, missing);
        }

        Secret password;
        try
        {
            password = sealer.Open(settings.SealedMailPassword!, SettingsService.SealContext);
        }
        catch (SealException exception)
        {
            return new(SendResultKind.Refused, exception.Message);
        }

        var (text, _) = await writer.WriteAsync(message.Notice, message.Merged, cancellationToken);
        return await mails.SendAsync(
            new(message.Id, MailServer.Of(settings)!, settings.MailSender!, password, settings.MailReceiver!, text), cancellationToken);
    }

    private async Task<SendResult> UrlAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        // The address is asked for when it is needed, so that one that was corrected counts at the next try.
        var notice = message.Notice;
        if (await grains.GetGrain<IJobGrain>(notice.JobId!).DescribeAsync(cancellationToken) is not { } brief || brief.Incarnation != notice.Incarnation)
        {
            return new(SendResultKind.Nobody, "the job was removed");
        }

        if (JobSecretsSeal.TryOpen(sealer, brief.SealedSecrets!, brief.Incarnation, out var problem) is not { } secrets)
        {
            return new(SendResultKind.MessageRefused, problem!);
        }

        var spec = JobConfigs.Spec(notice.JobId!, brief.Config!);
        if (secrets.NotifyUrl is not { } address)
        {
            return new(SendResultKind.Nobody, "the job names no notify-url any more");
        }

        var (text, failures) = await writer.WriteAsync(notice, message.Merged, cancellationToken);
        var call = UrlMessages.Of(spec.Notify.Format, address, secrets.NotifySecret, notice, text, NoticeFailure.Of(failures), time.GetUtcNow());
        return await urls.SendAsync(call, spec.Notify.Format, spec.Notify.Allow, cancellationToken);
    }
}
