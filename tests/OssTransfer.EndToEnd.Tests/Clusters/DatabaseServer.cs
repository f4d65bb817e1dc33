using System.Diagnostics;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>A PostgreSQL server of one test's own, which may die.</summary>
internal sealed class DatabaseServer : IAsyncDisposable
{
    private const string Variable = "OSSTRANSFER_TEST_POSTGRES";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-postgresql-");

    private DatabaseServer()
    {
    }

    /// <summary>How to connect to the server that <c>test.sh</c> started; skips the test where there is none.</summary>
    public static string Shared
    {
        get
        {
            var address = Environment.GetEnvironmentVariable(Variable);
            Assert.SkipWhen(string.IsNullOrEmpty(address), $"{Variable} is not set: ./test.sh starts PostgreSQL and sets it.");
            return address!;
        }
    }

    /// <summary>How to connect, as a user who may create databases.</summary>
    public string Address => File.ReadAllText(Path.Combine(_directory.FullName, "url")).Trim();

    /// <summary>Skips the test where <c>test.sh</c> was asked to do without PostgreSQL.</summary>
    public static async Task<DatabaseServer> CreateAsync()
    {
        _ = Shared;
        var server = new DatabaseServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, the second time on the same port with what it held.</summary>
    public Task StartAsync() => RunAsync("start");

    /// <summary>Ends it without waiting for its clients.</summary>
    public Task StopAsync() => RunAsync("stop");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Delete(recursive: true);
    }

    // What it starts lives on with this pipe: it must not be ours.
    private async Task RunAsync(string command)
    {
        using var process = Process.Start(Path.Combine(AppContext.BaseDirectory, "servers", "postgresql.sh"), [command, _directory.FullName]);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"PostgreSQL: {command} failed, see {_directory.FullName}/log");
    }
}
