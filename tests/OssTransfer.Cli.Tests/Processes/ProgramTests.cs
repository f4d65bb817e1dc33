using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OssTransfer.Cli.Processes;
using OssTransfer.Contracts.Cluster;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Processes;

/// <summary>The program itself as processes: started in the background, killed, stopped.</summary>
public sealed class ProgramTests : IAsyncDisposable
{
    private readonly HomeDirectory _home = new(Path.Combine(Directory.CreateTempSubdirectory("osstransfer-program-").FullName, "home"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (SupervisorLock.FindHolder(_home) is not null || _home.FindHolder() is not null)
        {
            await RunAsync("stop");
        }

        Directory.Delete(Path.GetDirectoryName(_home.Path)!, recursive: true);
    }

    [Fact]
    public async Task Killed_silo_comes_back_and_a_stopped_one_does_not()
    {
        var version = (await RunAsync("--version")).Out["osstransfer ".Length..].TrimEnd();
        var start = await RunAsync("start", "--api-port=0", "--name", "one");
        var first = _home.FindRunning();
        var log = SupervisorLog.PathIn(_home);
        var quiet = await File.ReadAllTextAsync(log, Cancellation);
        await File.AppendAllTextAsync(log, new string('x', SupervisorLog.MaxBytes) + "\n", Cancellation);
        var again = await RunAsync("start", "--api-port=0");
        using (var silo = Process.GetProcessById(first!.Pid))
        {
            silo.Kill();
        }

        var second = await NextAsync(first);
        var stop = await RunAsync("stop");
        var stopped = await RunAsync("stop");

        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9a-z.]+)?$", version);
        Assert.Equal((0, ""), (start.Code, start.Error));
        Assert.Equal(
            $"The silo 'one' runs (process {first.Pid}, version {version}).\nHome: {_home.Path}\nAPI:  {first.Url}\nNext: osstransfer add job.cfg\n",
            start.Out);
        Assert.Equal("", quiet);
        Assert.InRange(new FileInfo(log).Length, 0, 1000);
        Assert.InRange(new FileInfo(Path.Combine(_home.LogsPath, "log-supervisor.1.txt")).Length, SupervisorLog.MaxBytes, 2 * SupervisorLog.MaxBytes);
        Assert.Equal(0, again.Code);
        Assert.Contains($"runs already (process {first.Pid}", again.Out, StringComparison.Ordinal);
        Assert.NotEqual(first.Pid, second.Pid);
        Assert.Equal("one", second.Name);
        Assert.Equal((0, ""), (stop.Code, stop.Error));
        Assert.Null(_home.FindHolder());
        Assert.Null(SupervisorLock.FindHolder(_home));
        Assert.Equal(7, stopped.Code);
    }

    [Fact]
    public async Task Restarted_silo_has_the_arguments_of_its_start()
    {
        await RunAsync("start", "--api-port=0", "--name=one", "--max-worker-num=3");
        var first = _home.FindRunning();

        var restart = await RunAsync("restart");
        var second = _home.FindRunning();
        await RunAsync("stop");
        var again = await RunAsync("restart");
        var third = _home.FindRunning();
        var log = await RunAsync("log");
        var machines = await RunAsync("status", "--machine");

        Assert.Equal((0, ""), (restart.Code, restart.Error));
        Assert.StartsWith($"The silo of the home {_home.Path} has stopped.\nThe silo 'one' runs (process {second!.Pid}", restart.Out, StringComparison.Ordinal);
        Assert.NotEqual(first!.Pid, second.Pid);
        Assert.StartsWith(
            $"No silo ran on the home {_home.Path}; it is started.\nThe silo 'one' runs (process {third!.Pid}", again.Out, StringComparison.Ordinal);
        Assert.Contains("0/3 busy", machines.Out, StringComparison.Ordinal);
        Assert.Equal(
            ["start", "stop", "start", "stop", "start"],
            log.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => line.Contains(" stop ", StringComparison.Ordinal) ? "stop" : "start"));
    }

    [Fact]
    public async Task Silo_without_an_API_runs_and_says_so_until_it_is_stopped()
    {
        var start = await RunAsync("start", "--api-port=none", "--name=quiet");
        var silo = _home.FindWithoutApi();
        var again = await RunAsync("start", "--api-port=none", "--json");
        var status = await RunAsync("status");
        var stored = await RunAsync("status", "--no-silo");
        var stop = await RunAsync("stop");

        Assert.Equal((0, ""), (start.Code, start.Error));
        Assert.StartsWith(
            $"The silo 'quiet' runs (process {silo!.Pid}, version {silo.Version}).\nHome: {_home.Path}\nAPI:  none, ", start.Out, StringComparison.Ordinal);
        Assert.Equal(0, again.Code);
        Assert.Equal(silo.Pid, JsonDocument.Parse(again.Out).RootElement.GetProperty("pid").GetInt32());
        Assert.Equal(7, status.Code);
        Assert.Contains($"The silo 'quiet' (process {silo.Pid}) of the home {_home.Path} was started without an API", status.Error, StringComparison.Ordinal);
        Assert.Equal(0, stored.Code);
        Assert.Equal((0, ""), (stop.Code, stop.Error));
        Assert.Null(_home.FindHolder());
        Assert.Null(_home.FindWithoutApi());
    }

    [Fact]
    public async Task Silo_elsewhere_is_not_restarted()
    {
        var result = await RunAsync("restart", "--api=http://127.0.0.1:1");

        Assert.Equal(2, result.Code);
        Assert.Contains("this machine's silo only", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_port_is_named_and_nothing_is_left_running()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = await RunAsync("start", "--api-port", $"{port}");

        Assert.Equal(7, result.Code);
        Assert.Contains($"The port {port} on 127.0.0.1 is taken", result.Error, StringComparison.Ordinal);
        Assert.Null(SupervisorLock.FindHolder(_home));
    }

    [Fact]
    public async Task Wrong_settings_are_2()
    {
        var result = await RunAsync("start", "--api-port=99999");

        Assert.Equal(2, result.Code);
        Assert.Contains("--api-port: '99999' is not allowed", result.Error, StringComparison.Ordinal);
    }

    private async Task<RunningSilo> NextAsync(RunningSilo before)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(timeout.Token))
        {
            if (_home.FindRunning() is { } now && now.Pid != before.Pid)
            {
                return now;
            }
        }

        throw new InvalidOperationException();
    }

    private async Task<CliResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(TestedProgram.Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OSSTRANSFER_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["OSSTRANSFER_HOME"] = _home.Path;
        start.Environment["PATH"] = $"{TestedProgram.Folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return new CliResult(process.ExitCode, await output, await error);
    }
}
