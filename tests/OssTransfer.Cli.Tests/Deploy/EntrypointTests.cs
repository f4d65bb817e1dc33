using System.Diagnostics;
using System.Net;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>What a container starts with: before a program that tells what it is given, and before the real one.</summary>
public sealed class EntrypointTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("172.18.0.3 ", "172.18.0.3")]
    [InlineData("fd00::3 172.18.0.3 172.19.0.2 ", "172.18.0.3")]
    [InlineData("fd00::3 fd00::4", "fd00::3")]
    public async Task Silo_of_a_cluster_is_told_the_containers_own_address(string addresses, string expected)
    {
        _bench.SayAddresses(addresses);
        _bench.Environment["OSSTRANSFER_CLUSTER"] = "/etc/osstransfer/cluster";

        var result = await RunAsync("start", "--foreground");

        Assert.Equal((42, $"[start][--foreground] address {expected}\n"), (result.Code, result.Out));
        Assert.Contains($"reach this one at {expected}", result.Error, StringComparison.Ordinal);
        Assert.True(IPAddress.TryParse(expected, out _));
    }

    [Fact]
    public async Task Home_that_remembers_a_cluster_is_enough()
    {
        _bench.SayAddresses("172.18.0.3");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_bench.Home, "conf")).FullName, "cluster"), "");

        Assert.Equal("[start] address 172.18.0.3\n", (await RunAsync("start")).Out);
    }

    [Fact]
    public async Task Address_that_is_given_stays()
    {
        _bench.SayAddresses("172.18.0.3");
        _bench.Environment["OSSTRANSFER_CLUSTER"] = "/etc/osstransfer/cluster";
        _bench.Environment["OSSTRANSFER_ADDRESS"] = "10.0.0.5";

        Assert.Equal("[start] address 10.0.0.5\n", (await RunAsync("start")).Out);
    }

    [Fact]
    public async Task Container_without_network_is_refused()
    {
        _bench.SayAddresses("");
        _bench.Environment["OSSTRANSFER_CLUSTER"] = "/etc/osstransfer/cluster";

        var result = await RunAsync("start");

        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.Contains("has no address that other silos could reach", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_that_is_alone_and_other_commands_are_told_no_address()
    {
        _bench.SayAddresses("172.18.0.3");

        Assert.Equal("[start][--foreground] address \n", (await RunAsync("start", "--foreground")).Out);
        _bench.Environment["OSSTRANSFER_CLUSTER"] = "/etc/osstransfer/cluster";
        Assert.Equal("[status][a b][] address \n", (await RunAsync("status", "a b", "")).Out);
    }

    [Fact]
    public async Task Real_silo_answers_the_health_check_and_ends_by_sigterm_with_0()
    {
        _bench.UseRealProgram();
        using var silo = _bench.Start("entrypoint.sh", "start", "--foreground", "--api-port=0");
        var log = silo.StandardOutput.ReadToEndAsync(Cancellation);
        var error = silo.StandardError.ReadToEndAsync(Cancellation);
        try
        {
            await UntilReadyAsync(silo);
            var health = await RunAsync("status", "--machine");
            using (var kill = Process.Start("/bin/kill", ["-TERM", $"{silo.Id}"]))
            {
                await kill.WaitForExitAsync(Cancellation);
            }

            await silo.WaitForExitAsync(Cancellation).WaitAsync(DeployFolder.StopTime, TimeProvider.System, Cancellation);

            Assert.Equal((0, ""), (health.Code, health.Error));
            Assert.Equal((0, ""), (silo.ExitCode, await error));
            Assert.NotEmpty(await log);
            Assert.Equal(7, (await RunAsync("status", "--machine")).Code);
        }
        finally
        {
            if (!silo.HasExited)
            {
                silo.Kill();
            }
        }
    }

    private Task<CliResult> RunAsync(params string[] arguments) => _bench.RunAsync("entrypoint.sh", arguments);

    private async Task UntilReadyAsync(Process silo)
    {
        var home = new HomeDirectory(_bench.Home);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (home.FindRunning() is null)
        {
            Assert.False(silo.HasExited);
            await timer.WaitForNextTickAsync(timeout.Token);
        }

        // The script replaced itself: what is signalled is the silo.
        Assert.Equal(silo.Id, home.FindRunning()!.Pid);
    }
}
