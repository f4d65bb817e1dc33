using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresCallsTests : IAsyncDisposable
{
    private static readonly PostgresPlace Place = new("Host=db1;Database=moves;Password=hush");

    private readonly FakeTimeProvider _time = new();
    private readonly NpgsqlDataSource _source = PostgresSource.Open(Place);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PostgresCalls Calls => new(_source, Place, _time);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public static TheoryData<Exception> Passing => [.. new Exception[]
    {
        new NpgsqlException("broken", new IOException("reset")),
        new NpgsqlException("refused", new SocketException((int)SocketError.ConnectionRefused)),
        Refused("57P01"),
        Refused("57P03"),
        Refused("53300"),
        Refused("40P01"),
        Refused("08006"),
    }];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task What_may_pass_at_once_is_tried_again(Exception exception)
    {
        var attempts = 0;

        var call = Calls.WriteAsync(() => ++attempts < 3 ? throw exception : Task.FromResult(attempts), Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, await call);
    }

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task What_does_not_pass_is_explained_after_three_attempts(Exception exception)
    {
        var attempts = 0;

        var call = Calls.ReadAsync<int>(
            () =>
            {
                attempts++;
                throw exception;
            },
            Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        var explained = await Assert.ThrowsAsync<DatabaseException>(() => call);

        Assert.Equal(3, attempts);
        Assert.Same(exception, explained.InnerException);
        Assert.Contains("moves on db1:5432", explained.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("53100", DatabaseProblem.DiskFull)]
    [InlineData("25006", DatabaseProblem.NotWritable)]
    [InlineData("28P01", DatabaseProblem.NotWritable)]
    [InlineData("42501", DatabaseProblem.NotWritable)]
    [InlineData("XX001", DatabaseProblem.Damaged)]
    [InlineData("58030", DatabaseProblem.Unreadable)]
    [InlineData("57014", DatabaseProblem.Busy)]
    [InlineData("26000", DatabaseProblem.Unsuitable)]
    public async Task What_somebody_must_see_to_is_told_at_once(string code, DatabaseProblem problem)
    {
        var attempts = 0;

        var explained = await Assert.ThrowsAsync<DatabaseException>(() => Calls.WriteAsync<int>(
            () =>
            {
                attempts++;
                throw Refused(code);
            },
            Cancel));

        Assert.Equal((problem, 1), (explained.Problem, attempts));
        Assert.Contains("moves on db1:5432", explained.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_that_ran_out_is_not_spent_twice()
    {
        var explained = await Assert.ThrowsAsync<DatabaseException>(() => Calls.WriteAsync<int>(
            () => throw new NpgsqlException("too long", new TimeoutException()), Cancel));

        Assert.Equal(DatabaseProblem.Unreachable, explained.Problem);
    }

    [Fact]
    public async Task Mistake_in_a_query_stays_what_it_is() =>
        await Assert.ThrowsAsync<PostgresException>(() => Calls.WriteAsync<int>(() => throw Refused("42601"), Cancel));

    [Fact]
    public async Task Lost_race_stays_what_it_is() =>
        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(
            () => Calls.WriteAsync<int>(() => throw new Orleans.Storage.InconsistentStateException("lost"), Cancel));

    private static PostgresException Refused(string code) => new("text of the server", "ERROR", "ERROR", code);
}
