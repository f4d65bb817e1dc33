using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using OssTransfer.Grains;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Hosting;
using OssTransfer.Transfer;

namespace OssTransfer.Silo.Tests.Hosting;

/// <summary>What a silo traces, and that nothing is traced where nobody asks for it.</summary>
public sealed class TracesTests : IDisposable
{
    private static readonly string[] Sources = [TransferTraces.SourceName, GrainsTraces.SourceName, CommandTraces.SourceName];

    private readonly TemporaryHome _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_run_is_traced_from_its_command_to_its_objects_and_logged_as_JSON()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var job = Guid.NewGuid().ToString("N");
        await using (var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0, LogFormat = SiloLogFormat.Json }, Cancel))
        {
            await SmallRun.MoveAsync(silo, _temporary, job, files: 3, bytes: 10);
            using var http = new HttpClient { BaseAddress = new(silo.ApiUrl!) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", _temporary.Home.ReadToken());
            using var answer = await http.PostAsync($"/api/v1/jobs/{job}/commands/finish", null, Cancel);
        }

        // Those of other tests' silos are among them.
        var shards = ended.Where(activity => activity.OperationName == "shard" && job.Equals(activity.GetTagItem("osstransfer.job"))).ToList();
        Assert.Superset(new HashSet<object?> { "list", "move" }, shards.Select(shard => shard.GetTagItem("osstransfer.kind")).ToHashSet());
        Assert.All(shards, shard => Assert.Equal("finished", shard.GetTagItem("osstransfer.end")));
        var move = shards.Single(shard => "move".Equals(shard.GetTagItem("osstransfer.kind")));
        var objects = ended.Where(activity => activity.OperationName == "object" && activity.ParentSpanId == move.SpanId).ToList();
        Assert.Equal(["f0", "f1", "f2"], objects.Select(one => (string)one.GetTagItem("osstransfer.object")!).Order());
        Assert.All(objects, one => Assert.Equal((move.TraceId, "Transferred"), (one.TraceId, one.GetTagItem("osstransfer.outcome"))));
        Assert.Contains(ended, one => one.OperationName == "command" && job.Equals(one.GetTagItem("osstransfer.job"))
            && "finish".Equals(one.GetTagItem("osstransfer.command")));

        var entries = Directory.GetFiles(_temporary.Home.LogsPath, "log-*.txt")
            .Where(path => Path.GetFileName(path) is not ("log-commands.txt" or "log-supervisor.txt"))
            .SelectMany(File.ReadLines).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Contains(entries, entry => (string?)entry["job"] == job && (string?)entry["shard"] == (string?)move.GetTagItem("osstransfer.shard")
            && (string?)entry["traceId"] == move.TraceId.ToHexString());
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", null, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "/v1/traces", null, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", "none", false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "/v1/metrics", null, false)]
    public void They_are_taken_where_the_environment_names_a_collector_for_them(string variable, string path, string? exporter, bool isTaken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddMetrics("test", isScraped: false, new Hashtable { [variable] = "http://127.0.0.1:9" + path, ["OTEL_TRACES_EXPORTER"] = exporter });

        Assert.Equal(isTaken, builder.Services.Any(service => service.ServiceType == typeof(TracerProvider)));
    }

    [Fact]
    public async Task A_collector_is_told()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var web = WebApplication.CreateSlimBuilder();
        web.Logging.ClearProviders();
        await using var collector = web.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/traces", (HttpRequest _) => told.TrySetResult());
        await collector.StartAsync(Cancel);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddMetrics("test", isScraped: false, new Hashtable
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRICS_EXPORTER"] = "none",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        });
        using var host = builder.Build();
        await host.StartAsync(Cancel);
        using var source = new ActivitySource(GrainsTraces.SourceName);

        using (var activity = source.StartActivity("shard"))
        {
            Assert.NotNull(activity);
        }

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await host.StopAsync(Cancel);
    }
}
