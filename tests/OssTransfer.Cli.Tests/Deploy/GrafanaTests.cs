using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using OssTransfer.Cli.Tests.Docs;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>Rules and dashboard ask for metrics that there are, and say what they shall.</summary>
public sealed partial class GrafanaTests
{
    private const string Promtool = "/usr/bin/promtool";

    private static readonly string[] Suffixes = ["", "_bucket", "_count", "_sum"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("alerts.yml", 8)]
    [InlineData("dashboard.json", 8)]
    public void Metrics_are_those_of_the_page(string file, int atLeast)
    {
        var page = File.ReadAllText(Path.Combine(Handbook.Root, "docs/metrics.md"));
        var known = Metric().Matches(page).SelectMany(match => Suffixes.Select(suffix => match.Value + suffix)).ToHashSet(StringComparer.Ordinal);

        var asked = Metric().Matches(DeployFolder.Read($"grafana/{file}")).Select(match => match.Value).Distinct().ToList();

        Assert.True(asked.Count >= atLeast, $"{asked.Count} metrics");
        Assert.All(asked, metric => Assert.Contains(metric, known));
    }

    [Fact]
    public void Dashboard_is_one_and_no_panel_covers_another()
    {
        using var dashboard = JsonDocument.Parse(DeployFolder.Read("grafana/dashboard.json"));

        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.Distinct(panels.Select(panel => panel.GetProperty("id").GetInt32()));
        Assert.Distinct(panels.Select(panel => panel.GetProperty("gridPos").ToString()));
        Assert.All(panels, panel => Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray()));
    }

    [Theory]
    [InlineData("check", "rules", "alerts.yml")]
    [InlineData("check", "config", "--syntax-only", "prometheus.yml")]
    public async Task Promtool_takes_the_files(params string[] arguments) =>
        await PromtoolAsync([.. arguments[..^1], DeployFolder.PathOf($"grafana/{arguments[^1]}")]);

    [Fact]
    public async Task Rules_fire_when_they_shall_and_not_before()
    {
        var test = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                test,
                $$"""
                rule_files: ["{{DeployFolder.PathOf("grafana/alerts.yml")}}"]
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                      - { series: 'osstransfer_pauses_total{instance="a", exit_code="5"}', values: '_x20 1x60' }
                      - { series: 'osstransfer_runs_total{instance="a", exit_code="0"}', values: '0+1x80' }
                      - { series: 'osstransfer_objects_total{instance="a", outcome="failed"}', values: '0x20 0+10x60' }
                      - { series: 'osstransfer_objects_total{instance="a", outcome="transferred"}', values: '0+50x80' }
                      - { series: 'osstransfer_workers_busy{instance="b"}', values: '2x80' }
                      - { series: 'osstransfer_store_request_duration_seconds_count{instance="b", side="source"}', values: '0+5x20 100x60' }
                      - { series: 'osstransfer_store_io_bytes_total{instance="b", side="source"}', values: '0+5x20 100x60' }
                    alert_rule_test:
                      - { eval_time: 19m, alertname: OssTransferJobPaused }
                      - { eval_time: 80m, alertname: OssTransferJobPaused }
                      - eval_time: 25m
                        alertname: OssTransferJobPaused
                        exp_alerts:
                          - exp_labels: { severity: critical, instance: a, exit_code: "5" }
                            exp_annotations:
                              summary: "a job was paused (exit code 5), told by a"
                              description: "osstransfer status shows which, why, and how to go on."
                      - { eval_time: 70m, alertname: OssTransferRunFailed }
                      - { eval_time: 20m, alertname: OssTransferObjectsFail }
                      - eval_time: 60m
                        alertname: OssTransferObjectsFail
                        exp_alerts:
                          - exp_labels: { severity: warning, instance: a }
                            exp_annotations:
                              summary: "more than 5 % of the objects fail on a"
                              description: "osstransfer failures JOB says why."
                      - { eval_time: 20m, alertname: OssTransferStandsStill }
                      - eval_time: 60m
                        alertname: OssTransferStandsStill
                        exp_alerts:
                          - exp_labels: { severity: critical, instance: b }
                            exp_annotations:
                              summary: "b has work, and no store has answered it for a quarter of an hour"
                """,
                Cancel);

            await PromtoolAsync(["test", "rules", test]);
        }
        finally
        {
            File.Delete(test);
        }
    }

    private static async Task PromtoolAsync(string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Promtool), "promtool is missing: apt-get install prometheus");
        using var process = Process.Start(new ProcessStartInfo(Promtool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, await output + await error);
    }

    [GeneratedRegex("osstransfer_[a-z_]+")]
    private static partial Regex Metric();
}
