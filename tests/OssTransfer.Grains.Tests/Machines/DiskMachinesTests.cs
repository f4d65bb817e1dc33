using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Tests.Machines;

/// <summary>Which silos work on directories. The silos are in one process, so what only some of them should see they all could.</summary>
public sealed class DiskMachinesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-disks-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Only_the_adding_machine_works_unless_others_are_named()
    {
        await using var cluster = await MachineCluster.StartAsync(2);

        var alone = await AddAsync(cluster, 1, Job("alone"));
        var shared = await AddAsync(cluster, 1, Job("shared", "src-machines: all\ndes-machines: silo_0, Silo_1"));

        Assert.True(alone.Code == ExitCode.Done, alone.Message);
        Assert.Contains("1 of 2 machines read this source: Silo_1", alone.Notes);
        Assert.Contains("1 of 2 machines write to this destination: Silo_1", alone.Notes);
        Assert.True(shared.Code == ExitCode.Done, shared.Message);
        Assert.Contains("2 of 2 machines read this source: Silo_1, Silo_0", shared.Notes);
        await EndAsync(cluster, 0, "alone");
        await EndAsync(cluster, 0, "shared");
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "alone", "a.txt"), TestContext.Current.CancellationToken));
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "shared", "a.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Job_waits_for_its_machine_and_goes_on_when_that_is_back()
    {
        await using var cluster = await MachineCluster.StartAsync(2);
        await cluster.StopAsync(1);

        var refused = await AddAsync(cluster, 0, Job("j", "src-machines: Silo_1\ndes-machines: all"));
        var added = await AddAsync(cluster, 0, Job("j", "src-machines: Silo_1\ndes-machines: all"), confirmed: true);
        var waiting = await UntilAsync(cluster, 0, "j", report => report.State == "running");
        var back = await cluster.AddAsync();
        var done = back.Name == "Silo_1" ? await EndAsync(cluster, 0, "j") : null;

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains("the job waits for machine Silo_1, which reads its source", refused.Message, StringComparison.Ordinal);
        Assert.True(added.Code == ExitCode.Done, added.Message);
        Assert.Equal("waits for machine Silo_1, which reads its source; it goes on when that is back under the same name", waiting.Reason);
        Assert.Equal(0, waiting.Objects.Listed);
        Assert.Equal("done", done?.State);
    }

    [Fact]
    public async Task Machine_that_nobody_knows_is_refused()
    {
        await using var cluster = await MachineCluster.StartAsync(1);

        var refused = await AddAsync(cluster, 0, Job("j", "src-machines: Silo_0, sillo"));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains(
            "src-machines: no machine of this cluster is, or lately was, called 'sillo'; there are Silo_0", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await cluster.Jobs(0).StatusAsync(TestContext.Current.CancellationToken));
    }

    private string Job(string id, string more = "")
    {
        var source = Directory.CreateDirectory(Path.Combine(_directory.FullName, "source")).FullName;
        File.WriteAllText(Path.Combine(source, "a.txt"), "content");
        var destination = Directory.CreateDirectory(Path.Combine(_directory.FullName, id)).FullName;
        return $"job-ID: {id}\nsrc-filetype: diskfile\nsrc-absolutepath: {source}\ndes-filetype: diskfile\ndes-absolutepath: {destination}\nsync-enable-increment: False\n{more}\n";
    }

    private static Task<CommandAnswer> AddAsync(MachineCluster cluster, int silo, string config, bool confirmed = false) => cluster.Jobs(silo).AddAsync(
        new() { Config = config, TimeZone = "UTC", Confirmed = confirmed }, new(Guid.NewGuid().ToString("N"), "test"), TestContext.Current.CancellationToken);

    private static Task<JobView> EndAsync(MachineCluster cluster, int silo, string job) =>
        UntilAsync(cluster, silo, job, report => report.State is "done" or "failed" or "paused");

    private static async Task<JobView> UntilAsync(MachineCluster cluster, int silo, string job, Func<JobView, bool> wanted)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            var report = await cluster.Jobs(silo).StatusAsync(job, TestContext.Current.CancellationToken);
            if (report is not null && wanted(report))
            {
                return report;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), report?.ToString());
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
