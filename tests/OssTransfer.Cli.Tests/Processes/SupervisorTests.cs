using Microsoft.Extensions.Time.Testing;
using OssTransfer.Cli.Processes;

namespace OssTransfer.Cli.Tests.Processes;

public sealed class SupervisorTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _log = new();
    private readonly Queue<(int Code, TimeSpan Life)> _lives = new();
    private int _starts;

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task Silo_that_ended_for_good_is_not_started_again(int code)
    {
        _lives.Enqueue((code, TimeSpan.Zero));

        Assert.Equal(code, await Supervise(CancellationToken.None));
        Assert.Equal(1, _starts);
    }

    [Fact]
    public async Task Silo_that_dies_is_started_again_after_doubling_pauses()
    {
        foreach (var code in (int[])[137, 134, 7, 1, 1, 1, 7, 1, 0])
        {
            _lives.Enqueue((code, TimeSpan.Zero));
        }

        var supervising = Supervise(CancellationToken.None);
        foreach (var (seconds, starts) in ((int, int)[])[(1, 2), (2, 3), (4, 4), (8, 5), (16, 6), (32, 7), (60, 8), (60, 9)])
        {
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(starts - 1, _starts);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(starts, _starts);
        }

        Assert.Equal(0, await supervising);
        Assert.Contains("The silo ended with code 137; it is started again in 1 s.", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_life_makes_the_next_pause_short_again()
    {
        _lives.Enqueue((1, TimeSpan.Zero));
        _lives.Enqueue((1, TimeSpan.FromMinutes(5)));
        _lives.Enqueue((0, TimeSpan.Zero));

        var supervising = Supervise(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, await supervising);
        Assert.Equal(3, _starts);
    }

    [Fact]
    public async Task Supervisor_that_is_told_to_end_does_so_in_a_pause()
    {
        using var stop = new CancellationTokenSource();
        _lives.Enqueue((1, TimeSpan.Zero));

        var supervising = Supervise(stop.Token);
        await stop.CancelAsync();

        Assert.Equal(1, await supervising);
        Assert.Equal(1, _starts);
    }

    private Task<int> Supervise(CancellationToken cancellationToken) => new Supervisor(
        _ =>
        {
            _starts++;
            var (code, life) = _lives.Dequeue();
            _time.Advance(life);
            return Task.FromResult(code);
        },
        _log,
        _time).RunAsync(cancellationToken);
}
