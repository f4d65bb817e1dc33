using System.Collections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OssTransfer.Contracts;
using OssTransfer.Grains;
using OssTransfer.Silo.Api;
using OssTransfer.Transfer;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// Measures where it is wanted: by a caller with the token of metrics, or by a collector that the environment names, which gets traces, too.
/// </summary>
internal static class SiloMetrics
{
    private const string Prefix = "OTEL_";

    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    private static readonly string[] TraceEndpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    private static readonly string[] Sources = [TransferTraces.SourceName, GrainsTraces.SourceName, CommandTraces.SourceName];

    private static readonly string[] Meters = [TransferMetrics.MeterName, GrainsMetrics.MeterName, "System.Runtime", "Microsoft.AspNetCore.Hosting"];

    /// <param name="builder">The silo's.</param>
    /// <param name="siloName">Distinguishes its measurements from those of others.</param>
    /// <param name="isScraped">There is a page for Prometheus.</param>
    /// <param name="environment">The process' environment.</param>
    public static void AddMetrics(this IHostApplicationBuilder builder, string siloName, bool isScraped, IDictionary environment)
    {
        bool IsNamed(string[] endpoints, string exporter) =>
            endpoints.Any(name => environment[name] is string { Length: > 0 }) && environment[exporter] as string != "none";
        var (isPushed, isTraced) = (IsNamed(Endpoints, "OTEL_METRICS_EXPORTER"), IsNamed(TraceEndpoints, "OTEL_TRACES_EXPORTER"));
        if (isScraped || isPushed || isTraced)
        {
            Measure(builder, siloName, isScraped, isPushed, isTraced, environment);
        }
    }

    /// <summary>The page for Prometheus.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint(ApiRoutes.Metrics);

    // Methods of their own: where no metrics are asked for, nothing of OpenTelemetry is loaded.
    private static void Measure(IHostApplicationBuilder builder, string siloName, bool isScraped, bool isPushed, bool isTraced, IDictionary environment)
    {
        // The exporter reads its many settings, headers and intervals among them, from there.
        builder.Configuration.AddInMemoryCollection(
            environment.Keys.OfType<string>().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => KeyValuePair.Create(name, environment[name] as string)));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("osstransfer", serviceVersion: ProgramVersion.Text, serviceInstanceId: siloName));
        if (isTraced)
        {
            telemetry.WithTracing(traces => traces.AddSource(Sources).AddOtlpExporter());
        }

        if (!isScraped && !isPushed)
        {
            return;
        }

        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters);
            if (isScraped)
            {
                metrics.AddPrometheusExporter();
            }

            if (isPushed)
            {
                metrics.AddOtlpExporter();
            }
        });
    }
}
