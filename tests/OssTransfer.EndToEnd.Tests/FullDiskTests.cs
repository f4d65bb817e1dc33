using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Disks that run out of room: a job waits with its reason, and goes on where it was.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Full_disk_at_the_destination_pauses_the_job_and_room_lets_it_go_on()
    {
        await using var bench = await Bench.StartAsync();
        using var disk = SmallDisk.Mount(bench.Destination, 4);
        for (var i = 0; i < 40; i++)
        {
            bench.Origin.Put($"f{i:d2}", Samples.Bytes(256 << 10, i));
        }

        var job = bench.StoreToDisk("full");
        var paused = (await bench.RunAsync("run", job, "--json")).Expect(5).Job;
        disk.Resize(64);
        var done = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal(("paused", (ExitCode?)ExitCode.Stopped, 0), (paused.State, paused.ExitCode, (int)paused.Objects.Failed));
        Assert.Contains("No space left on device", paused.Reason, StringComparison.Ordinal);
        Assert.InRange(paused.Objects.Transferred, 1, 39);
        Assert.Equal(("done", 1, 40), (done.State, done.Run, (int)done.Objects.Transferred));
        bench.AtDestination.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Home_that_runs_out_of_room_pauses_the_job_and_room_lets_it_go_on()
    {
        await using var bench = await Bench.StartAsync();
        using var disk = SmallDisk.Mount(bench.Home, 64);
        for (var i = 0; i < 9000; i++)
        {
            bench.Origin.Put($"f{i:d5}", Samples.Bytes(20, i));
        }

        var filler = Path.Combine(bench.Home, "filler");
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.CopyObject],
            Skip = 500,
            Hook = async (_, cancel) => await File.WriteAllBytesAsync(filler, new byte[52 << 20], cancel),
        });
        var job = bench.StoreToStore("cramped");
        var paused = (await bench.RunAsync("run", job, "--json")).Expect(5).Job;
        File.Delete(filler);
        var done = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal(("paused", (ExitCode?)ExitCode.Stopped, 0), (paused.State, paused.ExitCode, (int)paused.Objects.Failed));
        Assert.Contains("make room", paused.Reason, StringComparison.Ordinal);
        Assert.Equal(("done", 1, 9000), (done.State, done.Run, (int)(done.Objects.Transferred + done.Objects.Skipped)));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Home_that_is_full_to_the_last_byte_is_told_and_the_job_goes_on_as_soon_as_there_is_room()
    {
        await using var bench = await Bench.StartAsync();
        using var disk = SmallDisk.Mount(bench.Home, 64);
        for (var i = 0; i < 9000; i++)
        {
            bench.Origin.Put($"f{i:d5}", Samples.Bytes(20, i));
        }

        var filler = Path.Combine(bench.Home, "filler");
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.CopyObject],
            Skip = 500,
            Hook = (_, _) =>
            {
                Fill(filler);
                return Task.CompletedTask;
            },
        });
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("crammed"))).Expect(0);
        var full = await bench.UntilAsync("crammed", job => job.Reason is not null);
        File.Delete(filler);
        if (full.State == "paused")
        {
            (await bench.RunAsync("continue", "crammed")).Expect(0);
        }

        var done = await bench.UntilAsync("crammed", job => job.State is "done" or "failed" or "paused");

        // Before its home goes with the disk.
        (await bench.RunAsync("stop")).Expect(0);
        Assert.Contains("ake room", full.Reason, StringComparison.Ordinal);
        Assert.Equal(("done", 1, (string?)null), (done.State, done.Run, done.Reason));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    /// <summary>Takes all room that is left.</summary>
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Delete, bufferSize: 0);
        var piece = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(piece);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }
}
