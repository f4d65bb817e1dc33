using System.Collections.Immutable;
using System.Globalization;

namespace OssTransfer.Jobs.Notices;

/// <summary>
/// What becomes of the outbox, pure: one message a job and cause an hour, ten single ones in ten minutes and the rest in a digest, retries for three days.
/// A message is noted as being sent before it is, and as sent after: a process that ends between leaves it to be sent once more.
/// </summary>
public static class OutboxRules
{
    /// <summary>Ended messages that are kept.</summary>
    public const int Kept = 50;

    /// <summary>Single messages in <see cref="Window"/>; more go into a digest.</summary>
    public const int MostSingles = 10;

    /// <summary>How long a message is tried.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>In which time single messages are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>How long a digest waits for more.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMinutes(1);

    /// <summary>How long a sender that took a message may be silent.</summary>
    public static readonly TimeSpan SendingTime = TimeSpan.FromMinutes(2);

    // As many as the robots of groups take.
    private const int MostCalls = 20;
    private const int MostPending = 5000;
    private const int MostRemembered = 4000;
    private static readonly TimeSpan CallWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(2);

    // Whoever sets mail up a moment later still gets it.
    private static readonly TimeSpan WithoutReceiver = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30), Hour,
    ];

    /// <summary>Takes a notice in, for mail and for the job's address; one that is known changes nothing.</summary>
    public static OutboxState Add(OutboxState state, Notice notice, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(notice);
        state = Add(state, notice, NoticeChannel.Mail, now);
        state = notice.Cause == NoticeCause.Daily ? SkipDay(state, notice.Id, now) : state;
        return notice.HasUrl ? Add(state, notice, NoticeChannel.Url, now) : state;
    }

    /// <summary>The next message for a sender, noted as taken by it; null: none is due.</summary>
    public static (OutboxState State, OutboxMessage? Message) Take(OutboxState state, TakeRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(request);

        // 1 What has no receiver, and what can't be sent in time.
        if (request is { Channel: NoticeChannel.Mail, HasReceiver: false })
        {
            return (Where(state, message => message.Channel != NoticeChannel.Mail || now - message.AddedAt < WithoutReceiver), null);
        }

        state = GiveUp(Release(state, request, now), now);

        // 2 One at a time.
        var waiting = state.Pending.Where(message => message.Channel == request.Channel).ToArray();
        if (waiting.Any(message => message.TakenBy is not null)
            || (request.Channel == NoticeChannel.Mail && state.BackOff is { } backOff && backOff.Until > now && backOff.Settings >= request.Settings))
        {
            return (state, null);
        }

        // 3 What was begun, a single one where there is room, the rest together.
        var due = waiting.Where(message => message.DueAt <= now).ToArray();
        var singles = Singles(state, request.Channel, now);
        var hasRoom = singles.Length < (request.Channel == NoticeChannel.Mail ? MostSingles : MostCalls);
        var next = due.FirstOrDefault(message => message.Attempts > 0) ?? (hasRoom ? due.FirstOrDefault() : null);
        if (next is not null)
        {
            var counted = next.Attempts > 0 ? singles : singles.Add(now);
            return Hold(state with { Singles = state.Singles.SetItem(request.Channel, counted) }, next, request, now);
        }

        return due.Length > 0 && request.Channel == NoticeChannel.Mail && IsDigestDue(state, due, now) ? HoldDigest(state, due, request, now) : (state, null);
    }

    /// <summary>What came of a message. Repeating it, or saying it of a message that is no more, changes nothing.</summary>
    public static OutboxState Settle(OutboxState state, string id, string sender, SendResult result, long settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(result);
        if (state.Pending.FirstOrDefault(message => message.Id == id) is not { } message || (message.TakenBy != sender && !result.IsSent))
        {
            return state;
        }

        var free = message with { TakenBy = null, TakenAt = null, Error = result.Words };
        var isOfServer = message.Channel == NoticeChannel.Mail && result.Kind is (SendResultKind.Later or SendResultKind.Refused);
        var failures = isOfServer ? (state.BackOff?.Failures ?? 0) + 1 : message.Attempts;
        var again = now + (result.Kind == SendResultKind.Later ? Pauses[Math.Clamp(failures - 1, 0, Pauses.Length - 1)] : Hour);
        return result.Kind switch
        {
            SendResultKind.Sent =>
                End(message.Channel == NoticeChannel.Mail ? state with { BackOff = null } : state, message, OutboxEnd.Sent, result.Words, now),
            SendResultKind.Nobody => End(state, message, OutboxEnd.Dropped, result.Words, now),

            // Server, account and receiver are the same for all mails: all of them wait, and this one is the first to be tried again.
            _ when isOfServer => Replace(state, message, free with { DueAt = now }) with { BackOff = new(again, failures, settings, result.Words) },
            _ => Replace(state, message, free with { DueAt = again }),
        };
    }

    /// <summary>The id of the daily digest that is due, null: none is. The first day begins with the first question.</summary>
    public static (OutboxState State, string? Id) AskDay(OutboxState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.LastDayAt is not { } last ? (state with { LastDayAt = now }, null)
            : now - last < Day ? (state, null)
            : (state, string.Create(CultureInfo.InvariantCulture, $"day-{last.UtcTicks:x}"));
    }

    /// <summary>There is nothing to say of the day of that digest.</summary>
    public static OutboxState SkipDay(OutboxState state, string id, DateTimeOffset now) =>
        AskDay(state, now).Id == id ? state with { LastDayAt = now } : state;

    private static OutboxState Add(OutboxState state, Notice notice, NoticeChannel channel, DateTimeOffset now)
    {
        var message = new OutboxMessage { Id = $"{notice.Id}/{channel}".ToLowerInvariant(), Channel = channel, Notice = notice, AddedAt = now, DueAt = now };
        var notified = state.Notified.GetValueOrDefault(message.Subject);
        if (notified?.Id == message.Id || state.Pending.Any(known => known.Id == message.Id) || state.Ended.Any(known => known.Id == message.Id))
        {
            return state;
        }

        // The newest says how things are now; one that is not being sent yet need not go before it.
        if (state.Pending.FirstOrDefault(other => other.Subject == message.Subject && other.TakenBy is null) is { } older)
        {
            return Replace(state, older, older with { Id = message.Id, Notice = notice, Merged = older.Merged + 1 }) with
            {
                Notified = state.Notified.SetItem(message.Subject, new(notified?.At ?? now, message.Id)),
            };
        }

        var due = notified is not null && notified.At + Hour > now ? notified.At + Hour : now;
        state = state.Pending.Length < MostPending ? state : state with { Pending = state.Pending.RemoveAt(0), Overflown = state.Overflown + 1 };
        return state with
        {
            Pending = state.Pending.Add(message with { DueAt = due }),
            Notified = Remembered(state.Notified, now).SetItem(message.Subject, new(due, message.Id)),
        };
    }

    private static ImmutableDictionary<string, NotifiedSubject> Remembered(ImmutableDictionary<string, NotifiedSubject> all, DateTimeOffset now) =>
        all.Count < MostRemembered
            ? all
            : all.RemoveRange(all.Where(pair => now - pair.Value.At > Memory).Select(pair => pair.Key).DefaultIfEmpty(all.MinBy(pair => pair.Value.At).Key));

    /// <summary>A message whose sender is gone is free again: it may or may not have been sent.</summary>
    private static OutboxState Release(OutboxState state, TakeRequest request, DateTimeOffset now)
    {
        foreach (var message in state.Pending)
        {
            var isLost = now - message.TakenAt > SendingTime || (request.IsAlone && message.TakenBy != request.Sender);
            if (message.TakenBy is not null && message.Channel == request.Channel && isLost)
            {
                state = Replace(state, message, message with { TakenBy = null, TakenAt = null });
            }
        }

        return state;
    }

    private static OutboxState GiveUp(OutboxState state, DateTimeOffset now)
    {
        foreach (var message in state.Pending.Where(message => message.TakenBy is null && message.Attempts > 0 && now - message.AddedAt > GiveUpAfter))
        {
            state = End(state, message, OutboxEnd.GivenUp, message.Error, now);
        }

        return state;
    }

    private static ImmutableArray<DateTimeOffset> Singles(OutboxState state, NoticeChannel channel, DateTimeOffset now) =>
        [.. state.Singles.GetValueOrDefault(channel, []).Where(at => now - at < (channel == NoticeChannel.Mail ? Window : CallWindow))];

    private static bool IsDigestDue(OutboxState state, OutboxMessage[] due, DateTimeOffset now) =>
        now >= due.Min(message => message.DueAt) + Gather && (state.LastDigestAt is not { } last || now >= last + Window);

    private static (OutboxState State, OutboxMessage Message) HoldDigest(OutboxState state, OutboxMessage[] due, TakeRequest request, DateTimeOffset now)
    {
        var digest = new Notice
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"digest-{now.UtcTicks:x}"),
            Cause = NoticeCause.Digest,
            At = now,
            Language = request.Language,
            Count = due.Length,
            Items = [.. due.Select(message => message.Notice)],
        };
        var message = new OutboxMessage
        {
            Id = digest.Id,
            Channel = NoticeChannel.Mail,
            Notice = digest,
            Merged = due.Length,
            AddedAt = due.Min(one => one.AddedAt),
            DueAt = now,
        };
        var left = state.Pending.RemoveRange(due, ReferenceEqualityComparer.Instance).Add(message);
        return Hold(state with { Pending = left, LastDigestAt = now }, message, request, now);
    }

    private static (OutboxState State, OutboxMessage Message) Hold(OutboxState state, OutboxMessage message, TakeRequest request, DateTimeOffset now)
    {
        var held = message with { Attempts = message.Attempts + 1, TakenBy = request.Sender, TakenAt = now };
        return (Replace(state, message, held), held);
    }

    private static OutboxState End(OutboxState state, OutboxMessage message, OutboxEnd end, string? words, DateTimeOffset now)
    {
        // What was in a digest is counted, not kept.
        var ended = message with { Notice = message.Notice with { Items = [] }, TakenBy = null, TakenAt = null, End = end, EndedAt = now, Error = words };
        return state with { Pending = state.Pending.Remove(message), Ended = [.. state.Ended.TakeLast(Kept - 1), ended] };
    }

    private static OutboxState Where(OutboxState state, Func<OutboxMessage, bool> stays) =>
        state.Pending.All(stays) ? state : state with { Pending = [.. state.Pending.Where(stays)] };

    private static OutboxState Replace(OutboxState state, OutboxMessage old, OutboxMessage next) =>
        state with { Pending = state.Pending.Replace(old, next) };
}
