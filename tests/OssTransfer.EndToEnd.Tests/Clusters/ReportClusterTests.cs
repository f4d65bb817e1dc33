using System.Text.Json;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>Reports of a job that several machines work on.</summary>
[TestClass(DisableParallelization = true)]
public sealed class ReportClusterTests
{
    [Fact]
    public async Task Any_machine_gives_the_report_and_the_adding_one_keeps_it_unless_it_is_away()
    {
        await using var bench = await ClusterBench.StartAsync(2);
        for (var i = 0; i < 50; i++)
        {
            bench.Origin.Put($"f{i:d2}", [(byte)i]);
        }

        var (here, other) = (bench.Machines[1], bench.Machines[0]);
        foreach (var job in (string[])["one", "two", "three"])
        {
            (await here.RunAsync("add", bench.Job(job, $"des-prefix: {job}/"), "--wait")).Expect(0);
        }

        var from = bench.PathOf("report");
        (await other.RunAsync("report", "two", "--out", from)).Expect(0);
        (await here.RunAsync("add", bench.Job("four", "des-prefix: four/\nmax-requests: 20/s"))).Expect(0);
        here.Kill();
        await ClusterBench.UntilAsync(other, "four", job => !job.IsActive, TimeSpan.FromMinutes(3));

        Assert.Equal(["one", "three", "two"], Jobs(here));
        Assert.Equal(["four"], Jobs(other));
        Assert.Equal(50, File.ReadAllLines(Path.Combine(from, "two-check-md5-list.txt")).Length);
        Assert.Equal(
            File.ReadAllText(Path.Combine(from, "two-check-md5-list.txt")), File.ReadAllText(Path.Combine(here.Home, "jobs", "two", "two-check-md5-list.txt")));
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(from, "summary.json")));
        Assert.Equal(50, summary.RootElement.GetProperty("objects").GetProperty("transferred").GetInt32());
    }

    private static IEnumerable<string?> Jobs(Machine machine) =>
        Directory.GetDirectories(Path.Combine(machine.Home, "jobs")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
