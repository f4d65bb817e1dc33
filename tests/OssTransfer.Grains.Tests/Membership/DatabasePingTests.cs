using OssTransfer.Grains.Membership;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Membership;

public sealed class DatabasePingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("127.0.0.1")]
    public async Task A_database_whose_name_or_port_nobody_answers_to_is_not_reached(string host)
    {
        await using var ping = new DatabasePing(new PostgresPlace($"Host={host};Port=1;Database=none;Username=none"));

        Assert.False(await ping.TryAsync(TimeSpan.FromSeconds(20), Cancel));
    }

    [Fact]
    public async Task Trouble_of_any_kind_is_no_answer()
    {
        var ping = new DatabasePing(new PostgresPlace("Host=127.0.0.1;Port=1;Database=none;Username=none"));
        await ping.DisposeAsync();

        Assert.False(await ping.TryAsync(TimeSpan.FromSeconds(20), Cancel));
    }

    [Fact]
    public async Task A_silo_that_stops_is_not_told_that_it_is_cut_off()
    {
        await using var ping = new DatabasePing(new PostgresPlace("Host=127.0.0.1;Port=1;Database=none;Username=none"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ping.TryAsync(TimeSpan.FromSeconds(20), new CancellationToken(canceled: true)));
    }
}
