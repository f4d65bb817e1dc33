using System.Diagnostics;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Disks that no longer answer, so that nobody can cancel what waits for them: the silo goes on all the same.</summary>
public sealed class DeadDiskTests : IAsyncDisposable
{
    private DeadDisk? _disk;

    public ValueTask DisposeAsync()
    {
        _disk?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Job_whose_source_no_longer_answers_pauses_and_goes_on_when_it_is_back()
    {
        await using var bench = await StartAsync();
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("dead"))).Expect(0);
        await UntilDeadAsync(bench);

        var watch = Stopwatch.StartNew();
        await bench.StatusAsync("dead");
        var answered = watch.Elapsed;
        (await bench.RunAsync("pause", "dead")).Expect(0);
        var took = watch.Elapsed;
        var paused = await bench.StatusAsync("dead");
        _disk!.Dispose();
        _disk = null;
        (await bench.RunAsync("continue", "dead")).Expect(0);
        var done = await bench.UntilAsync("dead", job => job.State is "done" or "failed");

        Assert.Equal(("paused", "paused by the user"), (paused.State, paused.Reason));
        Assert.InRange(paused.Objects.Transferred, 1, Files - 1);
        Assert.InRange(answered, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(45));
        Assert.Equal(("done", Files), (done.State, (int)done.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task Job_whose_source_no_longer_answers_is_removed_all_the_same()
    {
        await using var bench = await StartAsync();
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("dead"))).Expect(0);
        await UntilDeadAsync(bench);

        try
        {
            (await bench.RunAsync("rm", "dead")).Expect(0);
            await Polling.UntilAsync(
                async () => (await bench.RunAsync("status", "dead")).Code != 0, TimeSpan.FromMinutes(1), () => bench.Said[^1].Out + bench.Said[^1].Error);
        }
        finally
        {
            // Nobody can clean up what lies below it.
            _disk!.Dispose();
            _disk = null;
        }

        Assert.Contains("There is no job 'dead'", bench.Said[^1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_whose_source_no_longer_answers_stops_and_another_goes_on_when_it_is_back()
    {
        await using var bench = await StartAsync();
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("dead"))).Expect(0);
        await UntilDeadAsync(bench);

        var watch = Stopwatch.StartNew();
        (await bench.RunAsync("stop")).Expect(0);
        var took = watch.Elapsed;
        _disk!.Dispose();
        _disk = null;
        await bench.StartSiloAsync();
        var done = await bench.UntilAsync("dead", job => job.State is "done" or "failed");

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(("done", Files), (done.State, (int)done.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    private const int Files = 2000;

    /// <summary>A source whose directory dies when the first object is written.</summary>
    private async Task<Bench> StartAsync()
    {
        DeadDisk.SkipUnlessPossible();
        var bench = await Bench.StartAsync();
        for (var i = 0; i < Files; i++)
        {
            bench.Write($"share/f{i:d5}", Samples.Bytes(20, i));
        }

        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.PutObject],
            Skip = 50,
            Hook = (_, _) =>
            {
                _disk = DeadDisk.Mount(Path.Combine(bench.Source, "share"));
                return Task.CompletedTask;
            },
        });
        return bench;
    }

    private async Task UntilDeadAsync(Bench bench) =>
        await Polling.UntilAsync(() => Task.FromResult(_disk is not null), TimeSpan.FromSeconds(30), () => $"{bench.Target.Count} objects were written");
}
