using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using OssTransfer.Cli.Processes;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Processes;

/// <summary>Nobody without the token can keep others out of a silo, or take its files from it.</summary>
public sealed class FloodTests : IAsyncDisposable
{
    private const int Many = 1000;

    private readonly ProgramBench _bench = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    // More than on an idle machine: whoever gets no processor within 200 ms counts as unauthenticated for too long.
    private const int MostTries = 20;

    private string Option => $"--home={_bench.Home.Path}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _bench.DisposeAsync();
        _end.Dispose();
    }

    [Theory]
    [InlineData(2500)]
    [InlineData(512)]
    public async Task Half_open_connections_keep_nobody_out_and_take_no_files(int files)
    {
        await _bench.TypeAsync($"ulimit -n {files}; $O start '{Option}'");
        var silo = _bench.Home.FindRunning()!;
        var flood = Enumerable.Range(0, Many).Select(_ => KnockAsync(new Uri(silo.Url).Port, _end.Token)).ToList();
        var siloPort = await SiloPortAsync();
        var unauthenticated = Enumerable.Range(0, Many / 5).Select(_ => KnockAsync(siloPort, _end.Token)).ToList();

        using var client = Client(silo);
        var calls = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => CallAsync(client, _end.Token)));
        var status = await _bench.RunAsync("status", Option);
        var stop = await _bench.RunAsync("stop", Option);
        await _end.CancelAsync();
        await Task.WhenAll([.. flood, .. unauthenticated]);
        var log = await LogAsync(CancellationToken.None);

        Assert.All(calls, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal((0, 0), (status.Code, stop.Code));
        Assert.Contains(
            $"This process may open {files} files and connections: the API takes {(files == 512 ? 64 : 545)} connections at once",
            log,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Too many open files", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_that_does_not_answer_is_stopped_by_a_signal()
    {
        await _bench.RunAsync("start", Option);

        // Its API is another program's by now, which takes calls and never answers.
        using var mute = await TakeApiAsync();

        var stop = await _bench.RunAsync("stop", Option);

        Assert.Equal(0, stop.Code);
        Assert.Null(_bench.Home.FindHolder());
        Assert.Null(SupervisorLock.FindHolder(_bench.Home));
    }

    [Fact]
    public async Task Silo_that_dies_while_it_is_asked_to_stop_is_not_started_again()
    {
        await _bench.RunAsync("start", Option);
        using var silo = Process.GetProcessById(_bench.Home.FindRunning()!.Pid);
        using var api = await TakeApiAsync();

        var stopping = _bench.RunAsync("stop", Option);
        using (await api.AcceptTcpClientAsync(_end.Token))
        {
            silo.Kill();
            await silo.WaitForExitAsync(_end.Token);
        }

        api.Stop();
        var stop = await stopping;

        Assert.Equal(0, stop.Code);
        Assert.Null(_bench.Home.FindHolder());
        Assert.Null(SupervisorLock.FindHolder(_bench.Home));
    }

    [Fact]
    public async Task Process_that_only_has_the_number_of_a_supervisor_is_not_told_to_end()
    {
        await _bench.RunAsync("start", Option);
        var pidFile = Path.Combine(_bench.Home.ConfPath, "supervisor.pid");
        var pid = await File.ReadAllTextAsync(pidFile, _end.Token);
        using var innocent = Process.Start("sleep", "600");
        await File.WriteAllTextAsync(pidFile, $"{innocent.Id}", _end.Token);
        File.Move(_bench.Home.ApiPath, _bench.Home.ApiPath + ".away");

        var stop = await _bench.RunAsync("stop", Option);
        var lives = !innocent.WaitForExit(200);
        innocent.Kill();
        await File.WriteAllTextAsync(pidFile, pid, _end.Token);
        File.Move(_bench.Home.ApiPath + ".away", _bench.Home.ApiPath);

        Assert.Equal((1, true), (stop.Code, lives));
        Assert.Contains($"process {innocent.Id}, which is said to be its supervisor, does not hold", stop.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_at_the_lock_does_not_keep_a_supervisor_from_starting()
    {
        _bench.Home.Create();
        var path = SupervisorLock.PathIn(_bench.Home);
        await File.WriteAllTextAsync(path, "", _end.Token);
        Task<ProcessLock> acquiring;
        using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            acquiring = SupervisorLock.AcquireAsync(_bench.Home, _end.Token);
        }

        using var acquired = await acquiring;

        Assert.Equal(Environment.ProcessId, SupervisorLock.FindHolder(_bench.Home));
    }

    /// <summary>From now on the silo's API is found here.</summary>
    private async Task<TcpListener> TakeApiAsync()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var silo = _bench.Home.FindRunning()!;
        var api = await File.ReadAllTextAsync(_bench.Home.ApiPath, _end.Token);
        await File.WriteAllTextAsync(
            _bench.Home.ApiPath, api.Replace(silo.Url, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", StringComparison.Ordinal), _end.Token);
        return listener;
    }

    private HttpClient Client(RunningSilo silo)
    {
        var client = new HttpClient { BaseAddress = new(silo.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _bench.Home.ReadToken());
        return client;
    }

    /// <summary>Half of a request, again as soon as it is cut off.</summary>
    private static async Task KnockAsync(int port, CancellationToken cancellationToken)
    {
        var buffer = new byte[16];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                await client.GetStream().WriteAsync("GET /api/jobs HTTP/1.1\r\nHost: "u8.ToArray(), cancellationToken);
                _ = await client.GetStream().ReadAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // Cut off.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // The test's own share of the machine.
            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }
    }

    /// <summary>Sent again where the connection was cut, as the command line does.</summary>
    private static async Task<HttpStatusCode> CallAsync(HttpClient client, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await client.GetAsync("/api/jobs", cancellationToken);
                return response.StatusCode;
            }
            catch (HttpRequestException) when (attempt < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
        }
    }

    /// <summary>As the log says it, which may come a moment after the silo answers.</summary>
    private async Task<int> SiloPortAsync()
    {
        while (true)
        {
            if (Regex.Match(await LogAsync(_end.Token), "silo port ([0-9]+), process") is { Success: true } found)
            {
                return int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
            }

            await Task.Delay(20, _end.Token);
        }
    }

    private async Task<string> LogAsync(CancellationToken cancellationToken) => string.Concat(
        await Task.WhenAll(Directory.GetFiles(_bench.Home.LogsPath, "log-silo*").Select(file => File.ReadAllTextAsync(file, cancellationToken))));
}
