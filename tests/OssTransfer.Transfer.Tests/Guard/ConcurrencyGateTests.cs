using Microsoft.Extensions.Time.Testing;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Transfer.Tests.Guard;

public sealed class ConcurrencyGateTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Throttling_halves_once_a_second_and_success_brings_it_back_slowly()
    {
        var gate = new ConcurrencyGate(8, _time);
        for (var i = 0; i < 8; i++)
        {
            await gate.EnterAsync(Token);
        }

        gate.Throttled();
        gate.Throttled();
        Assert.Equal(4, gate.Limit);
        _time.Advance(TimeSpan.FromSeconds(1));
        gate.Throttled();
        Assert.Equal(2, gate.Limit);

        gate.Succeeded();
        gate.Succeeded();
        Assert.Equal(2, gate.Limit);
        gate.Succeeded();
        Assert.Equal(3, gate.Limit);
    }

    [Fact]
    public async Task Who_waits_is_admitted_in_turn()
    {
        var gate = new ConcurrencyGate(1, _time);
        await gate.EnterAsync(Token);
        var first = gate.EnterAsync(Token).AsTask();
        var second = gate.EnterAsync(Token).AsTask();

        gate.Exit();

        await first;
        Assert.False(second.IsCompleted);
        gate.Exit();
        await second;
    }

    [Fact]
    public async Task Who_gives_up_takes_no_place()
    {
        var gate = new ConcurrencyGate(1, _time);
        await gate.EnterAsync(Token);
        using var cancel = new CancellationTokenSource();
        var first = gate.EnterAsync(cancel.Token).AsTask();
        var second = gate.EnterAsync(Token).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Exit();

        await second;
    }
}
