using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OssTransfer.Contracts;
using OssTransfer.Grains;
using OssTransfer.Silo.Hosting;
using OssTransfer.Silo.Tests.Api;
using OssTransfer.Transfer;

namespace OssTransfer.Silo.Tests.Hosting;

/// <summary>What a silo measures: who may read it, what is in it, and that nothing is measured where nobody reads.</summary>
public sealed class MetricsTests : IDisposable
{
    private const string Scraper = "the-scrapers-own-token";

    private readonly TemporaryHome _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Their_token_reads_them_and_nothing_else()
    {
        GiveToken(Scraper);
        await using var silo = await StartAsync();

        using var own = await GetAsync(silo, ApiRoutes.Metrics, Scraper);
        using var api = await GetAsync(silo, ApiRoutes.Metrics, _temporary.Home.ReadToken());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (own.StatusCode, api.StatusCode));
        foreach (var (path, token) in ((string, string?)[])
            [("/metrics", null), ("/metrics", "wrong"), ("/metrics/x", Scraper), ("/api/v1/jobs", Scraper), ("/health/live", Scraper), ("/orleans/", Scraper)])
        {
            using var refused = await GetAsync(silo, path, token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temporary.Home.MetricsTokenPath));
        }
    }

    [Fact]
    public async Task Without_a_token_for_them_there_are_none()
    {
        await using var silo = await StartAsync();

        using var answer = await GetAsync(silo, ApiRoutes.Metrics, _temporary.Home.ReadToken());

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(silo.Services.GetService<MeterProvider>());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_token_that_is_none_or_the_APIs_own_is_refused_by_its_path(string? token)
    {
        if (token is null)
        {
            await using (await StartAsync())
            {
                token = _temporary.Home.ReadToken();
            }
        }

        GiveToken(token!);

        var exception = await Assert.ThrowsAsync<HomeException>(StartAsync);
        Assert.Contains(_temporary.Home.MetricsTokenPath, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_measured_and_promtool_finds_nothing_wrong_with_the_names()
    {
        GiveToken(Scraper);
        await using var silo = await StartAsync();
        var from = await SmallRun.MoveAsync(silo, _temporary, "m", files: 7, bytes: 1000);

        using var answer = await GetAsync(silo, ApiRoutes.Metrics, Scraper);
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        // Meters are those of the process: other silos of these tests are in it, too.
        Assert.True(ValueOf(text, "osstransfer_objects_total", "outcome=\"transferred\"") >= 7);
        Assert.True(ValueOf(text, "osstransfer_runs_total", "exit_code=\"0\"") >= 1);
        Assert.True(ValueOf(text, "osstransfer_store_io_bytes_total", "side=\"source\"", "store=\"disk\"", "direction=\"read\"") >= 7000);
        Assert.True(ValueOf(text, "osstransfer_store_request_duration_seconds_count", "side=\"destination\"", "operation=\"put\"") >= 7);
        Assert.True(ValueOf(text, "osstransfer_shard_duration_seconds_count", "kind=\"move\"", "end=\"finished\"") >= 1);
        Assert.True(ValueOf(text, "osstransfer_database_duration_seconds_count", "operation=\"write\"", "result=\"ok\"") >= 1);
        Assert.True(ValueOf(text, "osstransfer_checkpoint_duration_seconds_count") >= 1);
        Assert.Contains("service_instance_id=\"test\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(from, text, StringComparison.Ordinal);
        await AssertPromtoolAgreesAsync(string.Join('\n', text.Split('\n').Where(line => line.Contains("osstransfer_", StringComparison.Ordinal))) + "\n");
        Assert.Contains("Job m: run 1 ended with code 0", Logs(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/metrics.md")]
    [InlineData("docs/zh-CN/metrics.md")]
    public void Page_names_every_metric_with_its_unit_and_its_name_in_Prometheus(string page)
    {
        foreach (var assembly in new[] { typeof(TransferMetrics).Assembly, typeof(GrainsMetrics).Assembly })
        {
            foreach (var type in assembly.GetTypes().Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
        }

        // What other tests start is published meanwhile, too, on threads of its own.
        var published = new ConcurrentQueue<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => published.Enqueue(instrument) };
        listener.Start();

        var named = File.ReadLines(Path.Combine(ApiPageTests.Root(), page)).Where(line => line.StartsWith("| `osstransfer.", StringComparison.Ordinal))
            .Select(line => line.Split('|')).Select(cells => (Name(cells[1]), Name(cells[2]), Name(cells[3])));
        Assert.Equal(
            published.Where(instrument => instrument.Meter.Name.StartsWith("OssTransfer.", StringComparison.Ordinal))
                .Select(instrument => (instrument.Name, InPrometheus(instrument), instrument.Unit!)).Distinct().Order(),
            named.Order());

        static string Name(string cell) => cell.Trim().Trim('`');
    }

    [Fact]
    public async Task A_collector_that_the_environment_names_is_told()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var web = WebApplication.CreateSlimBuilder();
        web.Logging.ClearProviders();
        await using var collector = web.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/metrics", (HttpRequest request) => told.TrySetResult(request.Headers["x-who"].ToString()));
        await collector.StartAsync(Cancel);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddMetrics("test", isScraped: false, new Hashtable
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-who=silo",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });
        using var host = builder.Build();

        await host.StartAsync(Cancel);

        Assert.Equal("silo", await told.Task.WaitAsync(Cancel));
        await host.StopAsync(Cancel);
    }

    private static string InPrometheus(Instrument instrument) => instrument.Name.Replace('.', '_')
        + instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" }
        + (instrument is Counter<long> ? "_total" : "");

    private static double ValueOf(string text, string name, params string[] tags) => text.Split('\n')
        .Where(line => (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
            && tags.All(tag => line.Contains(tag, StringComparison.Ordinal)))
        .Sum(line => double.Parse(line.Split("} ")[^1].Split(' ')[0], CultureInfo.InvariantCulture));

    private static async Task AssertPromtoolAgreesAsync(string text)
    {
        const string Promtool = "/usr/bin/promtool";
        if (!File.Exists(Promtool))
        {
            TestContext.Current.AddWarning("promtool is missing, so that names are not linted: apt-get install prometheus");
            return;
        }

        using var process = Process.Start(new ProcessStartInfo(Promtool, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(text.AsMemory(), Cancel);
        process.StandardInput.Close();
        var said = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, said);
    }

    private static async Task<HttpResponseMessage> GetAsync(SiloInstance silo, string path, string? token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(silo.ApiUrl!), path));
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await http.SendAsync(request, Cancel);
    }

    private string Logs() => string.Concat(Directory.GetFiles(_temporary.Home.LogsPath).Select(path =>
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }));

    private void GiveToken(string token)
    {
        _temporary.Home.Create();
        File.WriteAllText(_temporary.Home.MetricsTokenPath, token + "\n");
    }

    private Task<SiloInstance> StartAsync() => SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0 }, Cancel);
}
