using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Storage.Tests.UrlList;

public sealed class HostLanesTests
{
    private static readonly CloudOperation What = new("GET", "http://h/", default);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_gets_so_many_requests_at_once_and_the_next_in_turn()
    {
        var lanes = new HostLanes(2, null, _time);
        var first = await lanes.EnterAsync("h", What, Token);
        using var second = await lanes.EnterAsync("h", What, Token);
        var third = lanes.EnterAsync("h", What, Token).AsTask();
        var fourth = lanes.EnterAsync("h", What, Token).AsTask();

        using var other = await lanes.EnterAsync("other", What, Token);
        Assert.False(third.IsCompleted || fourth.IsCompleted);

        first.Dispose();
        first.Dispose();
        (await third).Dispose();
        (await fourth).Dispose();
    }

    [Fact]
    public async Task Hosts_without_work_are_forgotten()
    {
        var lanes = new HostLanes(1, null, _time);
        for (var i = 0; i < 10_000; i++)
        {
            (await lanes.EnterAsync($"host-{i}", What, Token)).Dispose();
        }

        Assert.Equal(0, lanes.Count);
    }

    [Fact]
    public async Task Hosts_that_wait_for_their_rate_are_bounded()
    {
        var lanes = new HostLanes(1, 10, _time);
        for (var i = 0; i < 100_000; i++)
        {
            (await lanes.EnterAsync($"host-{i}", What, Token)).Dispose();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(lanes.Count, 0, 3000);
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_to_come_later()
    {
        var lanes = new HostLanes(1, null, _time);
        var first = await lanes.EnterAsync("h", What, Token);
        var second = lanes.EnterAsync("h", What, Token).AsTask();

        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(StorageErrorKind.Throttled, (await Assert.ThrowsAsync<StorageException>(() => second)).Kind);
        first.Dispose();
        Assert.Equal(0, lanes.Count);
        (await lanes.EnterAsync("h", What, Token)).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_row()
    {
        var lanes = new HostLanes(1, null, _time);
        var first = await lanes.EnterAsync("h", What, Token);
        using var cancel = new CancellationTokenSource();
        var second = lanes.EnterAsync("h", What, cancel.Token).AsTask();
        var third = lanes.EnterAsync("h", What, Token).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await third).Dispose();

        Assert.Equal(0, lanes.Count);
    }

    [Fact]
    public async Task Host_gets_so_many_requests_a_second()
    {
        var lanes = new HostLanes(100, 2, _time);
        (await lanes.EnterAsync("h", What, Token)).Dispose();
        var second = lanes.EnterAsync("h", What, Token).AsTask();
        var third = lanes.EnterAsync("h", What, Token).AsTask();
        (await lanes.EnterAsync("other", What, Token)).Dispose();

        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        (await second).Dispose();
        Assert.False(third.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        (await third).Dispose();
    }

    [Fact]
    public async Task Rate_that_is_booked_out_throttles()
    {
        var lanes = new HostLanes(100, 0.1, _time);
        var waiting = Enumerable.Range(0, 4).Select(_ => lanes.EnterAsync("h", What, Token).AsTask()).ToList();

        var failure = await Assert.ThrowsAsync<StorageException>(() => lanes.EnterAsync("h", What, Token).AsTask());

        Assert.Equal(StorageErrorKind.Throttled, failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(40), failure.RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(30));
        Array.ForEach(await Task.WhenAll(waiting), permit => permit.Dispose());
    }
}
