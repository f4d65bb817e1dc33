using System.Diagnostics;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

/// <summary>A silo as a process of its own, with an API on a free port.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static SiloProcess Start(HomeDirectory home, params ReadOnlySpan<string> further)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(TestSilos.TestSilo).Assembly.Location, "--home", home.Path, "--api-port", "0", .. further])
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Waits until the home says that the silo is ready.</summary>
    public async Task<RunningSilo> ReadyAsync(HomeDirectory home, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Timeout && !_process.HasExited)
        {
            if (home.FindRunning() is { } running)
            {
                return running;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        throw new InvalidOperationException($"The silo did not become ready: {await EndAsync(cancellationToken)}");
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, $"{Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end; what it returned and what it wrote to standard error.</summary>
    public async Task<(int Code, string Error)> EndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        var error = await _process.StandardError.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
