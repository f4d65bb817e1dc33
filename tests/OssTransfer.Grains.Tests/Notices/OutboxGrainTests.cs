using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OssTransfer.Grains.Outbox;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Notices;

namespace OssTransfer.Grains.Tests.Notices;

public sealed class OutboxGrainTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryOutboxRow _row = new();
    private readonly Signal<IOutboxGrain> _signal = new();

    [Fact]
    public async Task What_was_added_is_sent_by_whoever_comes_after_a_crash()
    {
        var first = await ActivateAsync();
        await first.AddAsync(Of(1));
        Assert.Equal("1", (await TakeAsync(first, "old"))!.Notice.Id);

        var second = await ActivateAsync();
        var message = (await TakeAsync(second, "new"))!;
        await second.ReportAsync(message.Id, "new", JsonSerializer.SerializeToUtf8Bytes(new SendResult(SendResultKind.Sent, "250 ok")), 1);

        var third = await ActivateAsync();
        Assert.Null(await TakeAsync(third, "newer"));
        await third.AddAsync(Of(1));
        Assert.Null(await TakeAsync(third, "newer"));
        Assert.Equal(("1/mail", 2), Assert.Single(OutboxState.Decode(await third.ReadAsync()).Ended) is var ended ? (ended.Id, ended.Attempts) : default);
    }

    [Fact]
    public async Task What_was_added_wakes_who_sends()
    {
        var outbox = await ActivateAsync();
        var told = _signal.Next;

        await TakeAsync(outbox, "silo");
        Assert.False(told.IsCompleted);
        await outbox.AddAsync(Of(1));
        Assert.True(told.IsCompleted);
    }

    [Fact]
    public async Task Thousand_jobs_that_fail_at_once_share_writes_and_flood_nobody()
    {
        var outbox = await ActivateAsync();
        var turns = new ConcurrentExclusiveSchedulerPair();
        await Task.Factory.StartNew(
            () => Task.WhenAll(Enumerable.Range(1, 1000).Select(job => outbox.AddAsync(Of(job)))), CancellationToken.None, TaskCreationOptions.None,
            turns.ExclusiveScheduler).Unwrap();
        Assert.InRange(_row.Writes, 1, 10);

        var mails = new List<Notice>();
        for (var minute = 0; minute < 120; minute++)
        {
            while (await TakeAsync(outbox, "silo") is { } message)
            {
                mails.Add(message.Notice);
                await outbox.ReportAsync(message.Id, "silo", JsonSerializer.SerializeToUtf8Bytes(new SendResult(SendResultKind.Sent, "250 ok")), 1);
            }

            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(11, mails.Count);
        Assert.Equal(990, Assert.Single(mails, mail => mail.Cause == NoticeCause.Digest).Items.Length);
    }

    private async Task<OutboxGrain> ActivateAsync()
    {
        await _row.ReadStateAsync();
        var grain = new OutboxGrain(_row, _signal, _time);
        await grain.OnActivateAsync(TestContext.Current.CancellationToken);
        return grain;
    }

    private static byte[] Of(int job) => Notice.Encode(new()
    {
        Id = $"{job}", Cause = NoticeCause.Errors, At = DateTimeOffset.UnixEpoch, JobId = $"job{job}", Incarnation = (ulong)job,
    });

    private static async Task<OutboxMessage?> TakeAsync(OutboxGrain outbox, string sender)
    {
        var request = new TakeRequest(NoticeChannel.Mail, sender, true, 1, true, NoticeLanguage.English);
        return await outbox.TakeAsync(JsonSerializer.SerializeToUtf8Bytes(request)) is { } taken ? JsonSerializer.Deserialize<OutboxMessage>(taken) : null;
    }
}
