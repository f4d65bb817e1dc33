using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class SiloInstanceTests : IDisposable
{
    private readonly TemporaryHome _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Api_is_announced_while_the_silo_is_ready()
    {
        await using (var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0 }, Cancel))
        {
            var running = _temporary.Home.FindRunning();

            Assert.Equal(silo.ApiUrl, running?.Url);
            Assert.Equal(Environment.ProcessId, running?.Pid);
            Assert.Equal("test", running?.Name);
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri(running!.Url), Cancel);
            Assert.True((int)answer.StatusCode >= 400);
        }

        Assert.Null(_temporary.Home.FindRunning());
        Assert.False(File.Exists(_temporary.Home.ApiPath));
    }

    [Fact]
    public async Task Silo_without_api_listens_only_for_silos()
    {
        await using var silo = await SiloInstance.StartAsync(_temporary.Options, Cancel);

        Assert.Null(silo.ApiUrl);
        Assert.Null(_temporary.Home.FindRunning());
        Assert.Equal(Environment.ProcessId, _temporary.Home.FindHolder());
        Assert.InRange(silo.SiloPort, 1, ushort.MaxValue);
    }

    [Fact]
    public async Task Second_silo_on_the_home_is_refused()
    {
        await using var silo = await SiloInstance.StartAsync(_temporary.Options, Cancel);

        var exception = await Assert.ThrowsAsync<HomeException>(() => SiloInstance.StartAsync(_temporary.Options, Cancel));

        Assert.Contains($"Process {Environment.ProcessId} ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_api_port_is_named_and_the_home_is_free_again()
    {
        using var taker = Listen();

        var exception = await Assert.ThrowsAsync<SiloStartException>(
            () => SiloInstance.StartAsync(_temporary.Options with { ApiPort = Port(taker) }, Cancel));

        Assert.Contains($"Port {Port(taker)} ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--api-port", exception.Message, StringComparison.Ordinal);
        await using var silo = await SiloInstance.StartAsync(_temporary.Options, Cancel);
    }

    [Fact]
    public async Task Taken_silo_port_is_named()
    {
        using var taker = Listen();

        var exception = await Assert.ThrowsAsync<SiloStartException>(
            () => SiloInstance.StartAsync(_temporary.Options with { SiloPort = Port(taker) }, Cancel));

        Assert.Contains($"Port {Port(taker)} ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--silo-port", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_that_use_grains_find_the_silo_up_from_their_start_to_their_stop()
    {
        var user = new GrainUser();
        var silo = await SiloInstance.StartAsync(
            _temporary.Options,
            services => services.AddHostedService(provider => user.With(provider.GetRequiredService<IGrainFactory>())),
            Cancel);

        await silo.DisposeAsync();

        Assert.Equal(1, user.SilosAtStart);
        Assert.Equal(1, user.SilosAtStop);
    }

    [Fact]
    public async Task Log_of_a_healthy_start_and_stop_lies_in_the_home_without_warnings()
    {
        await using (await SiloInstance.StartAsync(_temporary.Options, Cancel))
        {
        }

        var log = await File.ReadAllTextAsync(Path.Combine(_temporary.Home.LogsPath, "log-silo.txt"), Cancel);
        Assert.Contains("Silo test is ready", log, StringComparison.Ordinal);
        Assert.Contains("Silo test has stopped", log, StringComparison.Ordinal);
        Assert.True(!log.Contains(" WRN ", StringComparison.Ordinal) && !log.Contains(" ERR ", StringComparison.Ordinal), log);
    }

    [Fact]
    public async Task Nothing_secret_of_the_home_is_logged()
    {
        await using (await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0, LogLevel = SiloLogLevel.Debug }, Cancel))
        {
        }

        using var keys = HomeKeys.LoadOrCreate(_temporary.Home, TimeProvider.System);
        var logs = string.Concat(Directory.GetFiles(_temporary.Home.LogsPath).Select(File.ReadAllText));
        Assert.DoesNotContain(keys.Token.Reveal(), logs, StringComparison.Ordinal);
        Assert.DoesNotContain(keys.SealingKeys[0].Export().Split(':')[1], logs, StringComparison.Ordinal);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private sealed class GrainUser : IHostedService
    {
        private IGrainFactory? _grains;

        public int SilosAtStart { get; private set; }

        public int SilosAtStop { get; private set; }

        public GrainUser With(IGrainFactory grains)
        {
            _grains = grains;
            return this;
        }

        public async Task StartAsync(CancellationToken cancellationToken) => SilosAtStart = await CountAsync();

        public async Task StopAsync(CancellationToken cancellationToken) => SilosAtStop = await CountAsync();

        private async Task<int> CountAsync() => (await _grains!.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count;
    }
}
