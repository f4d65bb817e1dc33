using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary><c>probe</c> and <c>preflight</c> as processes, without a silo: they tell and leave everything as it was.</summary>
public sealed class LookTests
{
    [Fact]
    public async Task Preflight_foretells_what_a_run_then_reports()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var key in (string[])["good", "a//b", "a/../b", "/leading", "empty"])
        {
            bench.Origin.Put(key, key == "empty" ? [] : "content"u8);
        }

        var job = bench.StoreToDisk("foretold");

        var told = JsonSerializer.Deserialize((await bench.RunAsync("preflight", job, "--json")).Expect(3).Out, ContractsJson.Default.PreflightView)!;
        bench.AtDestination.AssertHolds(Manifest.Empty);
        var leftAlone = !Directory.Exists(bench.Home);
        var run = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;

        Assert.True(leftAlone);
        Assert.Equal((run.Objects.Listed, run.Bytes.Listed, run.Objects.Failed), (told.Objects, told.Bytes, told.Problems.Sum(problem => problem.Count)));
        Assert.Equal("disk-name", Assert.Single(told.Problems).Problem);
        bench.AtDestination.AssertHolds(bench.Objects.Where(key => key is "good" or "empty"));
    }

    [Fact]
    public async Task Probe_that_is_interrupted_by_a_signal_removes_what_it_wrote()
    {
        await using var bench = await Bench.StartAsync();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Server.Faults.Add(new Fault
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.UploadPart],
            Hook = (_, token) =>
            {
                arrived.TrySetResult();
                return Task.Delay(Timeout.Infinite, token);
            },
        });

        using var probe = bench.Launch("probe", bench.DiskToStore("probed"), "--des", "--prefix=tmp/");
        await Task.WhenAny(arrived.Task, probe.WaitForExitAsync(TestContext.Current.CancellationToken));
        var wasThere = bench.Target.Keys.Count(key => key.StartsWith("tmp/", StringComparison.Ordinal));
        using var signal = Process.Start("kill", ["-INT", probe.Id.ToString(CultureInfo.InvariantCulture)]);
        var said = (await bench.EndAsync(probe)).Expect(130);

        Assert.Equal(1, wasThere);
        Assert.Contains("Nothing that the probe wrote is left", said.Error, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(Manifest.Empty);
        Assert.Empty(bench.Target.Uploads);
    }
}
