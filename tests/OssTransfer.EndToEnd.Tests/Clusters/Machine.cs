using System.Diagnostics;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>One machine of a cluster: a home, a silo as a process, and a way to the database.</summary>
internal sealed class Machine(string name, string home, string clusterFile, Wire wire) : IAsyncDisposable
{
    // Nothing is measured by it: a busy computer starts a process when it can.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private Process? _silo;

    public string Name => name;

    public string Home => home;

    public string ClusterFile => clusterFile;

    public Wire Wire => wire;

    /// <summary>How many shards it works on at a time.</summary>
    public int Workers { get; set; } = 16;

    /// <summary>The silo's process; null before the first start.</summary>
    public Process Silo => _silo ?? throw new InvalidOperationException($"{name} was not started.");

    /// <summary>When the silo's process was started the last time.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public bool IsRunning => _silo is { HasExited: false };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the silo, without anybody who would start it again, and returns when it takes commands.</summary>
    public async Task StartAsync(params string[] more)
    {
        _silo?.Dispose();
        StartedAt = DateTimeOffset.Now;
        _silo = Launch(["start", "--foreground", $"--name={name}", $"--cluster={clusterFile}", "--api-port=0", $"--max-worker-num={Workers}", .. more]);
        _ = _silo.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = _silo.StandardError.ReadToEndAsync(CancellationToken.None);
        await Polling.UntilAsync(
            async () =>
            {
                Assert.True(IsRunning, IsRunning ? "" : $"{name} ended with {_silo.ExitCode}: {await error}");

                // An earlier process may have left its address behind.
                return await SiloApi.TryGetAsync(home, ApiRoutes.Ready) is { } ready
                    && JsonSerializer.Deserialize(ready, ContractsJson.Default.RunningSilo)!.Pid == _silo.Id;
            },
            StartTimeout,
            () => $"{name} does not answer");
    }

    public void Kill()
    {
        Silo.Kill();
        Silo.WaitForExit();
    }

    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <summary>Asks the silo to end in good order, as a service manager does.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Ends the silo in good order.</summary>
    public async Task StopAsync()
    {
        Terminate();
        await Silo.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal(0, Silo.ExitCode);
    }

    /// <summary>The program with these arguments on this machine, to its end.</summary>
    public async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        using var process = Launch(arguments);
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return new(process.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            Thaw();
            Kill();
        }

        _silo?.Dispose();
        await wire.DisposeAsync();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", $"{Silo.Id}"]);
        kill.WaitForExit();
    }

    private Process Launch(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(TestedProgram.Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in start.Environment.Keys.Where(variable => variable.StartsWith("OSSTRANSFER_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["OSSTRANSFER_HOME"] = home;
        start.Environment["E2E_SECRET"] = Bench.Secret;
        return Process.Start(start)!;
    }
}
