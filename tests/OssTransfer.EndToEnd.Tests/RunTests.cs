using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary><c>osstransfer run</c> from and to every kind of place; both sides are compared past the product.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task Directory_arrives_in_a_store_whole_and_equal()
    {
        await using var bench = await Bench.StartAsync();
        WriteTree(bench);

        var run = (await bench.RunAsync("run", bench.DiskToStore("disk-to-store"), "--json")).Expect(0).Job;

        var files = bench.Files;
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, true), (run.State, run.ExitCode, run.ListingComplete));
        Assert.Equal((files.Count, files.Count, files.Count), ((int)run.Objects.Listed, (int)run.Objects.Transferred, (int)run.Objects.Sent));
        Assert.Equal(files.Count, run.Proofs.Values.Sum());
        bench.AtTarget.AssertHolds(files);
        using var aws = bench.Aws();
        Assert.Empty(Differences.Between(Manifest.Of(bench.Target), await AwsReading.ReadAsync(aws, "target")));
        Assert.Empty(bench.Target.Uploads);
        if (Rclone.IsInstalled)
        {
            await Rclone.CheckAsync(bench, bench.Source, "target");
        }
    }

    [Fact]
    public async Task Store_arrives_in_a_store_with_every_odd_key()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var (i, key) in Samples.OddKeys.Index())
        {
            bench.Origin.Put(key, Samples.Bytes(i, i), new Dictionary<string, string> { ["content-type"] = "text/x-odd", ["x-amz-meta-number"] = $"{i}" });
        }

        bench.Origin.Put("large", Samples.Bytes(Samples.LargeBytes, 1));
        for (var i = 0; i < 1500; i++)
        {
            bench.Origin.Put($"many/{i:d5}", Samples.Bytes(i % 97, i));
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("store-to-store"), "--json")).Expect(0).Job;

        Assert.Equal((bench.Origin.Count, bench.Origin.Count), ((int)run.Objects.Listed, (int)run.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Objects);
        Assert.Empty(bench.Target.Uploads);
    }

    [Fact]
    public async Task What_a_directory_has_and_a_store_has_not_is_counted()
    {
        await using var bench = await Bench.StartAsync();
        bench.Write("file", "a"u8.ToArray());
        Directory.CreateDirectory(Path.Combine(bench.Source, "empty", "emptier"));
        Directory.CreateSymbolicLink(Path.Combine(bench.Source, "link"), bench.Source);

        var said = (await bench.RunAsync("run", bench.DiskToStore("left"), "--json")).Expect(0);

        Assert.Equal((1, 1, 0), ((int)said.Job.NotCarried.EmptyDirectories, (int)said.Job.NotCarried.DirectoryLinks, (int)said.Job.NotCarried.SpecialFiles));
        Assert.Equal((3, 1, 2), ((int)said.Job.Objects.Listed, (int)said.Job.Objects.Transferred, (int)said.Job.Objects.Excluded));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task Store_arrives_on_disk_and_leaves_no_half_file()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var (i, key) in Samples.OddFiles.Index())
        {
            bench.Origin.Put(key, Samples.Bytes(1000 + i, i));
        }

        bench.Origin.Put("empty", []);
        bench.Origin.Put("large", Samples.Bytes(Samples.LargeBytes, 1));

        var run = (await bench.RunAsync("run", bench.StoreToDisk("store-to-disk"), "--json")).Expect(0).Job;

        Assert.Equal(bench.Origin.Count, (int)run.Objects.Transferred);
        bench.AtDestination.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Keys_that_a_disk_cannot_hold_fail_by_name_and_the_others_arrive()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var key in (string[])["good", "a//b", "a/../b", "/leading"])
        {
            bench.Origin.Put(key, "content"u8);
        }

        var run = (await bench.RunAsync("run", bench.StoreToDisk("unholdable"), "--json")).Expect(3).Job;

        Assert.Equal(
            ("failed", (ExitCode?)ExitCode.Failures, 4, 1, 3),
            (run.State, run.ExitCode, (int)run.Objects.Listed, (int)run.Objects.Transferred, (int)run.Objects.Failed));
        bench.AtDestination.AssertHolds(bench.Objects.Where(key => key == "good"));
    }

    [Fact]
    public async Task Second_run_sends_only_what_changed()
    {
        await using var bench = await Bench.StartAsync();
        WriteTree(bench);
        var job = bench.DiskToStore("again");
        await bench.RunAsync("run", job, "--json");
        bench.Write("small/7", "changed"u8.ToArray());
        bench.Write("new", "new"u8.ToArray());

        var run = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal((2, 2), (run.Run, (int)run.Objects.Transferred));
        Assert.Equal(run.Objects.Listed - 2, run.Objects.Skipped);
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task Rot_at_the_destination_is_found_by_a_full_check()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            bench.Write($"f{i:d2}", Samples.Bytes(100, i));
        }

        bench.Server.Faults.Add(new() { Kind = LoopbackS3.FaultKind.Rot, Key = "f07", Operations = [LoopbackS3.S3Operation.PutObject] });

        var run = (await bench.RunAsync("run", bench.DiskToStore("rot", "check-mode: full"), "--json")).Expect(3).Job;

        Assert.Equal(("failed", 1L), (run.State, run.Check!.Differences));
        bench.AtTarget.AssertHolds(bench.Files.With(Manifest.Of(bench.Target).Where(key => key == "f07")));
    }

    [Fact]
    public async Task Errors_of_a_job_file_are_told_at_once_with_their_lines()
    {
        await using var bench = await Bench.StartAsync();
        var file = bench.Save("wrong.cfg", "job-ID: wrong\nsrc-filetype: diskfil\ndes-buketName: x\n");

        var run = (await bench.RunAsync("run", file)).Expect(2);

        Assert.Contains(file + ":2: src-filetype", run.Error, StringComparison.Ordinal);
        Assert.Contains(file + ":3: des-buketName", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, bench.Server.Requests.Total);
        bench.AtTarget.AssertHolds(Manifest.Empty);
    }

    private static void WriteTree(Bench bench)
    {
        foreach (var (i, name) in Samples.OddFiles.Index())
        {
            bench.Write(name, Samples.Bytes(1000 + i, i));
        }

        for (var i = 0; i < 300; i++)
        {
            bench.Write($"small/{i}", Samples.Bytes(i, i));
        }

        bench.Write("empty", []);
        bench.Write("large", Samples.Bytes(Samples.LargeBytes, 1));
    }
}
