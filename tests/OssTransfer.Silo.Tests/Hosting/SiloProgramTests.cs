using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

/// <summary>Silos as processes: what signals, kills and second starts do.</summary>
public sealed class SiloProgramTests : IDisposable
{
    private readonly TemporaryHome _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_stops_in_good_order(string signal)
    {
        using var process = SiloProcess.Start(_temporary.Home);
        var running = await process.ReadyAsync(_temporary.Home, Cancel);

        process.Signal(signal);
        var (code, error) = await process.EndAsync(Cancel);

        Assert.Equal(process.Id, running.Pid);
        Assert.Equal((0, ""), (code, error));
        Assert.False(File.Exists(_temporary.Home.ApiPath));
        Assert.Contains("has stopped", await File.ReadAllTextAsync(Path.Combine(_temporary.Home.LogsPath, "log-silo.txt"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_silo_leaves_a_home_that_the_next_one_takes_over()
    {
        using var killed = SiloProcess.Start(_temporary.Home);
        await killed.ReadyAsync(_temporary.Home, Cancel);
        killed.Signal("KILL");
        await killed.EndAsync(Cancel);
        var afterKill = _temporary.Home.FindRunning();

        using var next = SiloProcess.Start(_temporary.Home);
        var running = await next.ReadyAsync(_temporary.Home, Cancel);

        Assert.Null(afterKill);
        Assert.Equal(next.Id, running.Pid);
    }

    [Fact]
    public async Task Second_process_on_the_home_ends_with_1_and_names_the_first()
    {
        using var first = SiloProcess.Start(_temporary.Home);
        await first.ReadyAsync(_temporary.Home, Cancel);

        using var second = SiloProcess.Start(_temporary.Home);
        var (code, error) = await second.EndAsync(Cancel);

        Assert.Equal(1, code);
        Assert.Equal(
            $"Process {first.Id} already runs on this home: {_temporary.Home.Path}. Stop it with 'osstransfer stop', or name another home with --home.\n",
            error);
        Assert.Equal(first.Id, _temporary.Home.FindRunning()?.Pid);
    }

    [Fact]
    public async Task Newer_database_ends_with_6_so_that_nobody_tries_again()
    {
        var home = _temporary.Home;
        await using (await SiloInstance.StartAsync(_temporary.Options, Cancel))
        {
        }

        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={home.DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO OssTransferSchema (Version) VALUES (900)";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        using var error = new StringWriter();
        var code = await SiloProgram.RunAsync(_temporary.Options, error, Cancel);

        Assert.Equal(ExitCode.NotAllowed, code);
        Assert.Contains("newer version", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_asked_for_during_the_start_is_no_failure()
    {
        using var error = new StringWriter();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        var code = await SiloProgram.RunAsync(_temporary.Options, error, cancellation.Token);

        Assert.Equal((ExitCode.Done, ""), (code, error.ToString()));
        Assert.Null(_temporary.Home.FindHolder());
    }

    [Fact]
    public async Task Silo_ends_when_its_caller_says_so()
    {
        using var error = new StringWriter();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = SiloProgram.RunAsync(_temporary.Options with { ApiPort = 0 }, error, cancellation.Token);
        while (_temporary.Home.FindRunning() is null && !running.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
        }

        await cancellation.CancelAsync();

        Assert.Equal(ExitCode.Done, await running);
        Assert.Equal("", error.ToString());
    }
}
