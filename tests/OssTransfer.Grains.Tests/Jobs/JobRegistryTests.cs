using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Tests.Shards;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>The registry of jobs, driven without a silo.</summary>
public sealed class JobRegistryTests
{
    private readonly MemoryState<RegistryRow> _row = new();
    private readonly MemoryState<DestinationsRow> _destinations = new();
    private readonly Signal<IJobRegistryGrain> _signal = new();

    [Fact]
    public async Task Who_writes_to_a_place_is_known_without_asking_any_job()
    {
        var registry = new JobRegistryGrain(_row, _destinations, JobWorld.Alone, _signal);
        await registry.NoteAsync("a");
        await registry.NoteAsync("b");
        await registry.NoteDestinationAsync("a", "disk\n/data/");

        var inside = await registry.OverlapAsync("c", "disk\n/data/x/", CancellationToken.None);
        var beside = await registry.OverlapAsync("c", "disk\n/data2/", CancellationToken.None);
        var itself = await registry.OverlapAsync("a", "disk\n/data/", CancellationToken.None);
        await registry.ForgetAsync("a");
        var gone = await registry.OverlapAsync("c", "disk\n/data/", CancellationToken.None);

        Assert.Equal(("a", null, null, null), (inside.JobId, beside.JobId, itself.JobId, gone.JobId));
        Assert.All([inside, beside, itself, gone], overlap => Assert.Equal(["b"], overlap.Unknown));
        Assert.Empty(_destinations.State.Jobs);
    }

    [Fact]
    public async Task Workers_are_told_as_soon_as_a_job_wants_something()
    {
        var registry = new JobRegistryGrain(_row, _destinations, JobWorld.Alone, _signal);
        var told = _signal.Next;
        await registry.NoteAsync("a");
        Assert.False(told.IsCompleted);

        await registry.NotifyAsync("a", (int)JobNeed.Turn, (int)JobStatus.Ready);

        Assert.True(told.IsCompleted);
        Assert.False(_signal.Next.IsCompleted);
        Assert.Equal(["a"], await registry.CandidatesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task How_jobs_stand_is_known_without_asking_any_and_after_a_start()
    {
        var registry = new JobRegistryGrain(_row, _destinations, JobWorld.Alone, _signal);
        foreach (var job in (string[])["ended", "runs", "new", "removed"])
        {
            await registry.NoteAsync(job);
        }

        await registry.NotifyAsync("ended", (int)JobNeed.None, (int)JobStatus.Done);
        await registry.NotifyAsync("runs", (int)JobNeed.Turn, (int)JobStatus.Ready);
        Assert.True(await registry.StartAsync("runs"));
        await registry.NotifyAsync("removed", (int)JobNeed.None, (int)JobStatus.Failed);
        await registry.ForgetAsync("removed");
        await registry.NotifyAsync("removed", (int)JobNeed.None, (int)JobStatus.None);
        var again = new JobRegistryGrain(_row, _destinations, JobWorld.Alone, _signal);
        await again.OnActivateAsync(CancellationToken.None);

        foreach (var known in (JobRegistryGrain[])[registry, again])
        {
            var page = await known.PageAsync(new(2), CancellationToken.None);
            Assert.Equal([("runs", "running"), ("new", null)], page.Jobs.Select(job => (job.JobId, job.State)));
            Assert.Equal((3, 3), (page.Found, page.All));
            Assert.Equal([(int)JobStatus.Done], (await known.FindAsync(["ended", "removed"], CancellationToken.None)).Select(place => place.Status));
        }
    }

    [Fact]
    public async Task What_a_job_says_again_is_not_written_again()
    {
        var registry = new JobRegistryGrain(_row, _destinations, JobWorld.Alone, _signal);
        await registry.NoteAsync("a");
        await registry.NotifyAsync("a", (int)JobNeed.None, (int)JobStatus.Paused);
        var written = _row.State;

        await registry.NotifyAsync("a", (int)JobNeed.None, (int)JobStatus.Paused);
        Assert.Same(written, _row.State);
        await registry.NotifyAsync("a", (int)JobNeed.None, (int)JobStatus.Waiting);

        Assert.Equal([(byte)JobStatus.Waiting], _row.State.Statuses);
    }

    [Fact]
    public async Task Row_of_an_older_version_says_of_no_job_how_it_stands()
    {
        _row.State = new() { Jobs = ["a", "b"], Active = ["b"], Needs = [(int)JobNeed.Run] };
        var registry = new JobRegistryGrain(_row, _destinations, JobWorld.Alone, _signal);
        await registry.OnActivateAsync(CancellationToken.None);

        var page = await registry.PageAsync(new(10) { After = "" }, CancellationToken.None);

        Assert.Equal([("a", null), ("b", null)], page.Jobs.Select(job => (job.JobId, job.State)));
        Assert.Equal(["b"], await registry.CandidatesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_noted_of_a_job_that_is_gone_keeps_nobody_away()
    {
        var registry = new JobRegistryGrain(_row, _destinations, JobWorld.Alone, _signal);
        await registry.NoteAsync("a");
        await registry.ForgetAsync("a");
        await registry.NoteDestinationAsync("a", "disk\n/data/");

        Assert.Null((await registry.OverlapAsync("c", "disk\n/data/", CancellationToken.None)).JobId);
    }
}
