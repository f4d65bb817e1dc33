using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Contracts;
using OssTransfer.Grains.Persistence;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Runs;

public sealed class JobCommandTests
{
    // A silo that stood still meanwhile would write the job before over it as soon as both are at the same version.
    [Fact]
    public async Task Job_that_is_added_again_never_has_a_version_of_the_one_before()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("a", [1]);
        await bench.RunAsync(bench.DiskJob("twice"));
        var before = bench.VersionOf("twice");

        await bench.CommandAsync("twice", "rm");
        await bench.UntilGoneAsync("twice");
        await bench.AddAsync(bench.DiskJob("twice"));

        Assert.InRange(bench.VersionOf("twice"), before + 1, long.MaxValue);
    }

    [Fact]
    public async Task A_job_that_is_paused_and_continued_ends_with_everything_once()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 600; i++)
        {
            bench.Write($"f{i:d3}", BitConverter.GetBytes(i));
        }

        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], Delay = TimeSpan.FromMilliseconds(100), Times = null });
        await bench.AddAsync(bench.DiskJob("paused"));
        await bench.UntilAsync("paused", report => report.State == "running" && report.Phase == "transfer" && bench.Server.Buckets["target"].Count > 20);

        await bench.CommandAsync("paused", "pause");
        var paused = await bench.UntilAsync("paused", report => report.State == "paused");
        var there = bench.Server.Buckets["target"].Count;
        bench.Server.Faults.Clear();
        await bench.CommandAsync("paused", "continue");
        var done = await bench.UntilAsync("paused", report => report.State is "done" or "failed");

        Assert.Equal("paused by the user", paused.Reason);
        Assert.True(there < 600);
        Assert.Equal(("done", 600), (done.State, bench.Server.Buckets["target"].Count));
        Assert.Equal((600, 600), (done.Objects.Transferred, done.Objects.Sent));
        Assert.Equal(1, done.Run);
    }

    [Fact]
    public async Task A_disk_of_the_home_without_room_pauses_a_job_before_it_begins()
    {
        await using var bench = await JobBench.StartAsync(options => options with { MinFreeBytes = long.MaxValue });
        bench.Write("f", [1]);

        var paused = await bench.RunAsync(bench.DiskJob("cramped"));

        Assert.Equal(("paused", (ExitCode?)ExitCode.Stopped), (paused.State, paused.ExitCode));
        Assert.Contains("MiB free; make room", paused.Reason, StringComparison.Ordinal);
        Assert.Equal(0, bench.Server.Buckets["target"].Count);
    }

    [Fact]
    public async Task A_database_whose_disk_is_full_pauses_a_job_with_that_reason_and_room_lets_it_go_on()
    {
        var probe = new FullDisk();
        await using var bench = await JobBench.StartAsync(further: services => services.AddSingleton<ISpaceProbe>(probe));
        bench.Write("f", [1]);
        bench.Silo.Services.GetRequiredService<DatabaseSpace>().Note(new(DatabaseProblem.DiskFull, "full a minute ago"));

        var paused = await bench.RunAsync(bench.DiskJob("cramped"));
        probe.HasRoom = true;
        await bench.CommandAsync("cramped", "continue");
        var done = await bench.EndAsync("cramped");

        Assert.Equal(("paused", (ExitCode?)ExitCode.Stopped), (paused.State, paused.ExitCode));
        Assert.StartsWith("The disk of the database is full: moves on db1", paused.Reason, StringComparison.Ordinal);
        Assert.Equal("done", done.State);
    }

    [Fact]
    public async Task What_failed_before_a_pause_does_not_count_after_it()
    {
        await using var bench = await JobBench.StartAsync(options => options with { ShardObjects = 2 });
        for (var i = 0; i < 12; i++)
        {
            bench.Write($"f{i:d2}", BitConverter.GetBytes(i));
        }

        var refusal = new Fault { Kind = FaultKind.Error, Operations = [S3Operation.PutObject], Status = 400, Code = "InvalidArgument", Times = null };
        bench.Server.Faults.Add(refusal);
        var paused = await bench.RunAsync(bench.DiskJob("streak", "max-failures: 6"));
        bench.Server.Faults.Clear();
        bench.Server.Faults.Add(refusal with { Times = 2 });
        await bench.CommandAsync("streak", "continue");
        var ended = await bench.EndAsync("streak");

        Assert.Contains("equal failures in a row", paused.Reason, StringComparison.Ordinal);
        Assert.Equal("failed", ended.State);
    }

    [Fact]
    public async Task What_failed_is_listed_and_tried_again_alone()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            bench.Write($"f{i:d3}", BitConverter.GetBytes(i));
        }

        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Error, Operations = [S3Operation.PutObject], Key = "f007", Status = 400, Code = "InvalidArgument", Times = null });
        var failed = await bench.RunAsync(bench.DiskJob("again"));
        var failures = await bench.FailuresAsync("again");
        bench.Server.Faults.Clear();
        bench.Server.Requests.Clear();

        var mended = await bench.RedoAsync("again", "redo-failed");

        Assert.Equal(("failed", (ExitCode?)ExitCode.Failures, 1L), (failed.State, failed.ExitCode, failed.Objects.Failed));
        var failure = Assert.Single(failures);
        Assert.Equal("f007", failure.Key.ToString());
        Assert.Contains("InvalidArgument", failure.Reason, StringComparison.Ordinal);
        Assert.Equal(("done", 1L, 1L), (mended.State, mended.Objects.Listed, mended.Objects.Transferred));
        Assert.Equal(1, bench.Server.Requests.Count(S3Operation.PutObject));
        Assert.Equal(50, bench.Server.Buckets["target"].Count);
    }

    [Fact]
    public async Task Credentials_that_end_in_the_middle_pause_the_job_with_its_progress()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 400; i++)
        {
            bench.Write($"f{i:d3}", BitConverter.GetBytes(i));
        }

        bench.Server.Faults.Add(Fault.ExpiredCredentials() with { Operations = [S3Operation.PutObject], Skip = 300 });
        var paused = await bench.RunAsync(bench.DiskJob("expired"));
        bench.Server.Faults.Clear();
        await bench.CommandAsync("expired", "continue");
        var done = await bench.UntilAsync("expired", report => report.State is "done" or "failed");

        Assert.Equal(("paused", (ExitCode?)ExitCode.Stopped), (paused.State, paused.ExitCode));
        Assert.Contains("destination", paused.Reason, StringComparison.Ordinal);
        Assert.Equal(("done", 400), (done.State, bench.Server.Buckets["target"].Count));
    }

    [Fact]
    public async Task A_removed_job_leaves_objects_and_no_upload()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("small", [1]);
        bench.Write("large", new byte[40 << 20]);
        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.UploadPart], PartNumber = 2, Delay = TimeSpan.FromMinutes(5), Times = null });
        await bench.AddAsync(bench.DiskJob("gone"));
        await bench.UntilAsync("gone", _ => bench.Server.Buckets["target"].Uploads is [{ Parts.Count: > 0 }]);

        await bench.CommandAsync("gone", "rm");
        await bench.UntilGoneAsync("gone");

        Assert.Empty(bench.Server.Buckets["target"].Uploads);
        Assert.Equal(ExitCode.Done, (await bench.AddAsync(bench.DiskJob("gone"))).Code);
    }

    private sealed class FullDisk : ISpaceProbe
    {
        public bool HasRoom { get; set; }

        public Task TryAsync(CancellationToken cancellationToken) => HasRoom
            ? Task.CompletedTask
            : Task.FromException(new DatabaseException(DatabaseProblem.DiskFull, "The disk of the database is full: moves on db1."));
    }
}
