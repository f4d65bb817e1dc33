using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Tests.Machines;

public sealed class JobMachinesTests
{
    private const string Address = "10.0.0.1:11111";

    [Theory]
    [InlineData(null, "one", true)]
    [InlineData(null, "two", false)]
    [InlineData(null, null, false)]
    [InlineData("all", null, true)]
    [InlineData("two, ONE", "two", true)]
    [InlineData("10.0.0.1", "two", true)]
    [InlineData("10.0.0.2", "one", false)]
    public void Machine_works_on_a_directory_that_it_sees(string? machines, string? addedOn, bool expected)
    {
        var job = JobMachines.Of(Spec(machines, null), addedOn);

        Assert.Equal(expected, job.MayWork(ShardKind.List, "one", Address));
        Assert.Equal(expected, job.MayWork(ShardKind.Move, "one", Address));
        Assert.Equal(expected, job.MayWork(ShardKind.Part, "one", Address));
        Assert.Equal(expected, job.MayWork(ShardKind.Check, "one", Address));
        Assert.True(job.MayWork(ShardKind.Report, "one", Address));
        Assert.True(job.MayWork(ShardKind.Cleanup, "one", Address));
    }

    [Fact]
    public void Between_two_directories_only_who_sees_both_works()
    {
        var job = JobMachines.Of(Spec("one, two", "two, three"), null);

        Assert.Equal([false, true, false], new[] { "one", "two", "three" }.Select(name => job.MayWork(ShardKind.Move, name, Address)));
        Assert.Equal([false, true, true], new[] { "one", "two", "three" }.Select(name => job.MayWork(ShardKind.Cleanup, name, Address)));
    }

    [Fact]
    public void Buckets_are_seen_by_every_machine()
    {
        var job = JobMachines.Of(new("j", new(StoreKind.S3), new(StoreKind.S3)), null);

        Assert.False(job.IsBound);
        Assert.True(job.MayWork(ShardKind.Move, "", ""));
    }

    [Theory]
    [InlineData("one", null, null)]
    [InlineData("two", null, "waits for machine two, which reads its source; it goes on when that is back under the same name")]
    [InlineData("two, four", null, "waits for machine two or four, which reads its source; it goes on when that is back under the same name")]
    [InlineData("all", "two", "waits for machine two, which writes its destination; it goes on when that is back under the same name")]
    [InlineData("three", null, "waits for machine three, which reads its source; it is draining, since machines_ip.cfg doesn't name it")]
    [InlineData("one", "five", "waits for a machine that both reads its source and writes its destination; none that lives does")]
    [InlineData(null, null, "waits: it is not known which machine sees its directory; 'osstransfer edit j' with src-machines says so")]
    public void What_a_job_waits_for_is_said(string? source, string? destination, string? expected)
    {
        MachineReport[] machines =
        [
            Report("one") with { Alive = true },
            Report("two"),
            Report("three") with { Alive = true, IsDraining = true },
            Report("five") with { Alive = true },
        ];

        Assert.Equal(expected, JobMachines.Of(Spec(source, destination), null).Waiting("j", machines));
    }

    [Theory]
    [InlineData("All", true, "all")]
    [InlineData("one,two  one", true, "one, two")]
    [InlineData("fd00::1, node-2.example.com", true, "fd00::1, node-2.example.com")]
    [InlineData("all, one", false, null)]
    [InlineData("one/two", false, null)]
    [InlineData(",", false, null)]
    public void Values_are_read(string text, bool expected, string? canonical)
    {
        Assert.Equal(expected, MachineSet.TryRead(text, out var read));
        Assert.True(!expected || read == canonical);
    }

    [Fact]
    public void Configuration_names_machines_and_gives_them_back()
    {
        var context = new JobConfigContext(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, 0);
        var text = "job-ID: j\nsrc-filetype: diskfile\nsrc-absolutepath: /a\nsrc-machines: two,one\ndes-filetype: diskfile\ndes-absolutepath: /b\ndes-machines: ALL\n";

        var read = JobConfig.Parse(text, context);

        Assert.Empty(read.Errors);
        Assert.Equal(("two, one", "all"), (read.Spec!.Source.Disk!.Machines, read.Spec.Destination.Disk!.Machines));
        Assert.Equal(read.Spec, JobConfigText.RestoreMasked(JobConfigText.WriteMasked(read.Spec, read.Secrets!)));
        var error = Assert.Single(JobConfig.Parse(text.Replace("ALL", "a/b", StringComparison.Ordinal), context).Errors);
        Assert.Equal((7, "des-machines"), (error.Line, error.Key));
    }

    [Fact]
    public void Look_of_another_machine_is_compared_entry_by_entry()
    {
        var first = new SeenDirectory(null, [new("a", "file", 5, 0), new("d", "directory", 0, 0)]);

        Assert.Null(first.DifferenceTo(new(null, [new("a", "file", 5, TimeSpan.TicksPerSecond), new("d", "directory", 0, 99)])));
        Assert.Equal("'a' is another one", first.DifferenceTo(new(null, [new("a", "file", 6, 0), new("d", "directory", 0, 0)])));
        Assert.Equal("'a' is another one", first.DifferenceTo(new(null, [new("a", "file", 5, 3 * TimeSpan.TicksPerSecond), new("d", "directory", 0, 0)])));
        Assert.Equal("'d' isn't there", first.DifferenceTo(new(null, [new("a", "file", 5, 0), new("d", "", 0, 0)])));
        Assert.Equal("there is no directory /x", first.DifferenceTo(new("there is no directory /x", [])));
    }

    private static JobSpec Spec(string? source, string? destination) => new(
        "j",
        new(StoreKind.Disk) { Disk = new("/a") { Machines = source } },
        destination is null ? new DestinationSpec(StoreKind.S3) : new DestinationSpec(StoreKind.Disk) { Disk = new("/b") { Machines = destination } });

    private static MachineReport Report(string name) => new() { Name = name, Address = name, Version = "1" };
}
