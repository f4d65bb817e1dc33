using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Notices;

namespace OssTransfer.Jobs.Tests.Notices;

/// <summary>The outbox with a sender that a test plays, and a clock that it moves.</summary>
public sealed class OutboxRulesTests
{
    private static readonly SendResult Sent = new(SendResultKind.Sent, "250 queued");
    private static readonly SendResult Later = new(SendResultKind.Later, "450 busy");
    private static readonly SendResult Refused = new(SendResultKind.Refused, "535 wrong password");

    private OutboxState _state = OutboxState.Empty;
    private DateTimeOffset _now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private long _settings = 1;

    [Fact]
    public void Notice_is_sent_once_however_often_it_is_said()
    {
        Add(Of(1));
        Add(Of(1));
        var message = Take()!;
        Add(Of(1));
        Settle(message, Sent);
        Add(Of(1));

        Assert.Null(Take());
        Assert.Equal((OutboxEnd.Sent, "250 queued"), Assert.Single(_state.Ended) is var ended ? (ended.End, ended.Error) : default);
    }

    [Fact]
    public void Second_message_of_a_job_and_a_cause_waits_for_an_hour_and_stands_for_those_between()
    {
        Add(Of(1, NoticeCause.Errors, run: 1));
        Settle(Take()!, Sent);
        Pass(TimeSpan.FromMinutes(5));
        Add(Of(1, NoticeCause.Recovered, run: 2));
        Settle(Take()!, Sent);
        Add(Of(1, NoticeCause.Errors, run: 3));
        Add(Of(1, NoticeCause.Errors, run: 5));

        Pass(TimeSpan.FromMinutes(54));
        Assert.Null(Take());
        Pass(TimeSpan.FromMinutes(1));
        var message = Take()!;

        Assert.Equal((5, 1), (message.Notice.Run, message.Merged));
        Settle(message, Sent);
        Assert.Null(Take());
    }

    [Fact]
    public void Every_pass_is_told_where_a_job_asks_for_that()
    {
        for (var run = 1; run <= 5; run++)
        {
            Add(Of(1, NoticeCause.EveryPass, run));
            Settle(Take()!, Sent);
        }

        Assert.Equal(5, _state.Ended.Length);
    }

    [Fact]
    public void Thousand_jobs_that_fail_in_a_minute_make_ten_mails_and_a_digest()
    {
        var mails = new List<Notice>();
        for (var job = 1; job <= 1000; job++)
        {
            Add(Of((ulong)job, NoticeCause.Errors));
            SendAll(mails);
            Pass(TimeSpan.FromMilliseconds(60));
        }

        for (var second = 0; second < 7200; second++)
        {
            SendAll(mails);
            Pass(TimeSpan.FromSeconds(1));
        }

        var digest = Assert.Single(mails, mail => mail.Cause == NoticeCause.Digest);
        Assert.Equal(11, mails.Count);
        Assert.Equal((990, 990), (digest.Count, digest.Items.Length));
        Assert.Equal(1000, mails.SelectMany(mail => mail.Cause == NoticeCause.Digest ? mail.Items : [mail]).Select(mail => mail.JobId).Distinct().Count());
        Assert.Empty(_state.Pending);
        Assert.InRange(_state.Ended.Length, 1, OutboxRules.Kept);
    }

    [Fact]
    public void Server_that_does_not_answer_is_tried_for_three_days_with_growing_pauses()
    {
        Add(Of(1));
        var tries = 0;
        for (var minute = 0; minute < 4 * 24 * 60 && _state.Pending.Length > 0; minute++)
        {
            if (Take() is { } message)
            {
                tries++;
                Settle(message, Later);
            }

            Pass(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((OutboxEnd.GivenUp, "450 busy"), Assert.Single(_state.Ended) is var ended ? (ended.End, ended.Error) : default);
        Assert.InRange(tries, 72, 90);
        Assert.InRange((_state.Ended[0].EndedAt - _state.Ended[0].AddedAt)!.Value, TimeSpan.FromDays(3), TimeSpan.FromDays(3) + TimeSpan.FromHours(2));
    }

    [Fact]
    public void While_the_server_fails_no_other_mail_is_tried_and_afterwards_all_go()
    {
        Add(Of(1));
        Settle(Take()!, Later);
        Add(Of(2));

        Assert.Null(Take());
        Pass(TimeSpan.FromSeconds(11));
        Assert.Equal("job1", Take()!.Notice.JobId);
        Settle(_state.Pending[0], Sent);

        Assert.Equal("job2", Take()!.Notice.JobId);
        Assert.Null(_state.BackOff);
    }

    [Fact]
    public void Wrong_password_is_tried_again_when_it_was_set_anew_and_seldom_otherwise()
    {
        Add(Of(1));
        Settle(Take()!, Refused);

        Pass(TimeSpan.FromMinutes(59));
        Assert.Null(Take());
        Assert.Equal("535 wrong password", _state.BackOff!.Error);
        _settings++;
        Assert.NotNull(Take());
    }

    [Fact]
    public void Mail_that_a_server_does_not_want_keeps_no_other_back()
    {
        Add(Of(1));
        Settle(Take()!, new(SendResultKind.MessageRefused, "554 spam"));
        Add(Of(2));

        Assert.Equal("job2", Take()!.Notice.JobId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_lost_process_was_sending_is_sent_by_the_next(bool isAlone)
    {
        Add(Of(1));
        Take("old", isAlone);

        Assert.Null(Take("old", isAlone));
        if (!isAlone)
        {
            Assert.Null(Take("new", isAlone));
            Pass(OutboxRules.SendingTime + TimeSpan.FromSeconds(1));
        }

        var again = Take("new", isAlone)!;
        Assert.Equal(2, again.Attempts);
        _state = OutboxRules.Settle(_state, again.Id, "old", Later, _settings, _now);
        Assert.Equal("new", Assert.Single(_state.Pending).TakenBy);
        Settle(again, Sent, "new");
        Assert.Null(Take("new", isAlone));
    }

    [Fact]
    public void Over_twenty_kills_no_mail_is_lost_and_each_comes_twice_at_most()
    {
        var random = new Random(7);
        var arrived = new Dictionary<string, int>();
        for (var job = 1; job <= 40; job++)
        {
            Add(Of((ulong)job, NoticeCause.EveryPass, job));
            Pass(TimeSpan.FromMinutes(2));
            var process = $"process{job}";
            for (var kill = job % 2; kill < 2 && Take(process, isAlone: true) is { } message; kill++)
            {
                // Killed before it was sent, or after.
                var wasSent = kill == 1 || random.Next(2) == 1;
                arrived[message.Id] = arrived.GetValueOrDefault(message.Id) + (wasSent ? 1 : 0);
                process += "'";
                if (kill == 1)
                {
                    Settle(message, Sent, message.TakenBy!);
                }
            }
        }

        for (var minute = 0; minute < 60; minute++)
        {
            while (Take("last", isAlone: true) is { } message)
            {
                arrived[message.Id] = arrived.GetValueOrDefault(message.Id) + 1;
                Settle(message, Sent, "last");
            }

            Pass(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(_state.Pending);
        Assert.Equal(40, arrived.Count);
        Assert.All(arrived.Values, count => Assert.InRange(count, 1, 2));
    }

    [Fact]
    public void Without_receiver_mails_are_forgotten_but_not_at_once()
    {
        Add(Of(1) with { HasUrl = true });

        Take(hasReceiver: false);
        Assert.Equal(2, _state.Pending.Length);
        Pass(TimeSpan.FromSeconds(10));
        Take(hasReceiver: false);

        Assert.Equal(NoticeChannel.Url, Assert.Single(_state.Pending).Channel);
    }

    [Fact]
    public void Address_of_a_job_and_mail_go_their_own_ways()
    {
        Add(Of(1) with { HasUrl = true });

        Settle(Take()!, Later);
        Assert.Null(Take());
        Settle(Take(channel: NoticeChannel.Url)!, Sent);

        Assert.Equal(NoticeChannel.Mail, Assert.Single(_state.Pending).Channel);
    }

    [Fact]
    public void Daily_digest_is_due_a_day_after_the_last_and_told_once()
    {
        Assert.Null(AskDay());
        Pass(TimeSpan.FromDays(1));
        var id = AskDay()!;
        Assert.Equal(id, AskDay());

        Add(new() { Id = id, Cause = NoticeCause.Daily, At = _now });

        Assert.Null(AskDay());
        Assert.Equal(NoticeCause.Daily, Take()!.Notice.Cause);
        Pass(TimeSpan.FromDays(1));
        _state = OutboxRules.SkipDay(_state, AskDay()!, _now);
        Assert.Null(AskDay());
    }

    [Fact]
    public void Outbox_is_stored_and_comes_back_and_a_newer_one_is_refused()
    {
        Add(Of(1) with { HasUrl = true, Numbers = new() { Listed = 5 }, Code = 0 });
        Settle(Take()!, Later);
        Settle(Take(channel: NoticeChannel.Url)!, Sent);

        var stored = OutboxState.Encode(_state);

        Assert.Equal(stored, OutboxState.Encode(OutboxState.Decode(stored)));
        Assert.Equal(Contracts.ExitCode.Done, OutboxState.Decode(stored).Pending[0].Notice.Code);
        Assert.Throws<InvalidDataException>(() => OutboxState.Decode(OutboxState.Encode(_state with { Version = 2 })));
        Assert.Same(OutboxState.Empty, OutboxState.Decode([]));
    }

    private static Notice Of(ulong job, NoticeCause cause = NoticeCause.FirstPass, int run = 1) =>
        new() { Id = $"{job}-{cause}-{run}", Cause = cause, At = DateTimeOffset.UnixEpoch, JobId = $"job{job}", Incarnation = job, Run = run };

    private void Add(Notice notice) => _state = OutboxRules.Add(_state, notice, _now);

    private OutboxMessage? Take(
        string sender = "silo", bool isAlone = true, NoticeChannel channel = NoticeChannel.Mail, bool hasReceiver = true)
    {
        (_state, var message) = OutboxRules.Take(_state, new(channel, sender, isAlone, _settings, hasReceiver, NoticeLanguage.English), _now);
        return message;
    }

    private void SendAll(List<Notice> mails)
    {
        while (Take() is { } message)
        {
            mails.Add(message.Notice);
            Settle(message, Sent);
        }
    }

    private void Settle(OutboxMessage message, SendResult result, string sender = "silo") =>
        _state = OutboxRules.Settle(_state, message.Id, sender, result, _settings, _now);

    private string? AskDay()
    {
        (_state, var id) = OutboxRules.AskDay(_state, _now);
        return id;
    }

    private void Pass(TimeSpan time) => _now += time;
}
