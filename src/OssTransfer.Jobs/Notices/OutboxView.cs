using OssTransfer.Contracts.Settings;

namespace OssTransfer.Jobs.Notices;

/// <summary>Shows the outbox as a user sees it.</summary>
public static class OutboxView
{
    /// <summary>The mail settings with what was and what is to be sent.</summary>
    public static MailView Of(MailView settings, OutboxState outbox)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(outbox);
        return settings with
        {
            Problem = outbox.BackOff?.Error,
            NextTryAt = outbox.BackOff?.Until,
            Messages = [.. outbox.Ended.Concat(outbox.Pending.TakeLast(OutboxRules.Kept)).Select(Of)],
        };
    }

    private static MessageView Of(OutboxMessage message) => new()
    {
        At = message.AddedAt,
        Channel = message.Channel.ToString().ToLowerInvariant(),
        JobId = message.Notice.JobId,
        Subject = NoticeText.SubjectOf(message.Notice),
        State = message switch
        {
            { End: OutboxEnd.Sent } => "sent",
            { End: OutboxEnd.GivenUp } => "given-up",
            { End: OutboxEnd.Dropped } => "dropped",
            { TakenBy: not null } => "sending",
            _ => "waiting",
        },
        When = message.EndedAt ?? message.DueAt,
        Attempts = message.Attempts,
        Words = message.Error,
    };
}
