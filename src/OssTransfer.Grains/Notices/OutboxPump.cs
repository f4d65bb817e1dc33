using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Outbox;
using OssTransfer.Grains.Service;
using OssTransfer.Grains.Settings;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Notices;

/// <summary>
/// Asks the outbox for messages and sends them, each channel independently of the others; adds notices of lost machines and the daily digest. It runs on every
/// silo: whichever asks first sends. On the outbox's own silo a signal makes it ask, elsewhere a timer.
/// </summary>
internal sealed class OutboxPump(
    IGrainFactory grains,
    Signal<IOutboxGrain> signal,
    IMessageSender sender,
    IJobService jobs,
    SiloLimits limits,
    ThisMachine machine,
    GrainsOptions options,
    NoticeOptions notices,
    TimeProvider time,
    ILogger<OutboxPump> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DayEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private long? _dayAskedAt;

    private IOutboxGrain Outbox => grains.GetGrain<IOutboxGrain>(0);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (notices.SendsBeforeStop)
        {
            await SendRestAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(() => SendAllAsync(NoticeChannel.Mail, stoppingToken), stoppingToken),
        RepeatAsync(() => SendAllAsync(NoticeChannel.Url, stoppingToken), stoppingToken),
        RepeatAsync(() => AddClusterNoticesAsync(stoppingToken), stoppingToken));

    /// <summary>Waits until nothing is due any more, or nothing can be sent, but not for long.</summary>
    private async Task SendRestAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < LongestWait; await Task.Delay(Glance, time, cancellationToken))
            {
                var outbox = OutboxState.Decode(await Outbox.ReadAsync().WaitAsync(Timeout, time, cancellationToken));
                if (!outbox.Pending.Any(message => message.DueAt <= time.GetUtcNow() && CanGo(message, outbox)))
                {
                    return;
                }
            }
        }
        catch (Exception exception)
        {
            // It stays in the outbox.
            Log.OutboxFailed(logger, exception.Message);
        }
    }

    // A silo that has just started doesn't know yet whether mails can be sent.
    private bool CanGo(OutboxMessage message, OutboxState outbox) =>
        message.Channel == NoticeChannel.Url
        || (outbox.BackOff is null && (limits.Known is not { } settings || SettingsText.NotSent(settings) is null));

    private async Task RepeatAsync(Func<Task> step, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var signalled = signal.Next;
            try
            {
                await step();
            }
            catch (Exception exception)
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    Log.OutboxFailed(logger, exception.Message);
                }
            }

            // It sends nothing before it knows the settings.
            await signalled.EndsWithinAsync(limits.Known is null ? Every : options.SignalWait, time, stoppingToken);
        }
    }

    private async Task SendAllAsync(NoticeChannel channel, CancellationToken stoppingToken)
    {
        while (await TakeAsync(channel, stoppingToken) is var (message, settings))
        {
            var result = await sender.SendAsync(message, settings, stoppingToken);
            Log.MessageResult(logger, message.Id, result.Kind.ToString(), result.Words);
            await ReportAsync(message, result, settings.Version, stoppingToken);
        }
    }

    private async Task<(OutboxMessage Message, ClusterSettings Settings)?> TakeAsync(NoticeChannel channel, CancellationToken stoppingToken)
    {
        // Without the settings this silo doesn't know whether anybody gets mails.
        if (limits.Known is not { } settings)
        {
            return null;
        }

        var request = new TakeRequest(
            channel, machine.Process, options.IsAlone, settings.Version, settings is { MailSender: not null, MailReceiver: not null }, settings.MailLanguage);
        var taken = await Outbox.TakeAsync(RecordJson.Encode(request)).WaitAsync(Timeout, time, stoppingToken);
        return taken is null ? null : (RecordJson.Decode<OutboxMessage>(taken), settings);
    }

    /// <summary>Nothing else is sent before the result is noted: a message without a result is sent again.</summary>
    private async Task ReportAsync(OutboxMessage message, SendResult result, long settings, CancellationToken stoppingToken)
    {
        var encoded = RecordJson.Encode(result);
        for (var began = time.GetTimestamp(); ; await Task.Delay(Every, time, stoppingToken))
        {
            try
            {
                await Outbox.ReportAsync(message.Id, machine.Process, encoded, settings).WaitAsync(Timeout, time, stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested && time.GetElapsedTime(began) < OutboxRules.SendingTime)
            {
                Log.OutboxFailed(logger, exception.Message);
            }
        }
    }

    private async Task AddClusterNoticesAsync(CancellationToken stoppingToken)
    {
        if (limits.Known is not { } settings || SettingsText.NotSent(settings) is not null)
        {
            return;
        }

        foreach (var notice in LostMachines.Of(machine.Heard, settings.MailLanguage, time.GetUtcNow()).Where(notice => !_reported.Contains(notice.Id)))
        {
            await AddAsync(notice, stoppingToken);
            _reported.Add(notice.Id);
        }

        if (_dayAskedAt is not { } asked || time.GetElapsedTime(asked) >= DayEvery)
        {
            await AddDigestAsync(settings, stoppingToken);
            _dayAskedAt = time.GetTimestamp();
        }
    }

    private async Task AddDigestAsync(ClusterSettings settings, CancellationToken stoppingToken)
    {
        if (await Outbox.AskDayAsync().WaitAsync(Timeout, time, stoppingToken) is not { } id)
        {
            return;
        }

        if (DailyDigest.Of(id, await jobs.StatusAsync(stoppingToken), settings.MailLanguage, time.GetUtcNow()) is { } digest)
        {
            await AddAsync(digest, stoppingToken);
        }
        else
        {
            await Outbox.SkipDayAsync(id).WaitAsync(Timeout, time, stoppingToken);
        }
    }

    private Task AddAsync(Notice notice, CancellationToken stoppingToken) =>
        Outbox.AddAsync(Notice.Encode(notice)).WaitAsync(Timeout, time, stoppingToken);
}
