using OssTransfer.Grains.Directories;
using OssTransfer.Grains.Tests.Shards;
using OssTransfer.Jobs.Masters;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>The directory of jobs, driven without a silo.</summary>
public sealed class JobDirectoryTests
{
    private readonly MemoryState<DirectoryRow> _row = new();
    private readonly MemoryState<DestinationsRow> _destinations = new();
    private readonly WorkSignal _signal = new();

    [Fact]
    public async Task Who_writes_to_a_place_is_known_without_asking_any_job()
    {
        var directory = new JobDirectoryGrain(_row, _destinations, JobWorld.Alone, _signal);
        await directory.NoteAsync("a");
        await directory.NoteAsync("b");
        await directory.NoteDestinationAsync("a", "disk\n/data/");

        var inside = await directory.OverlapAsync("c", "disk\n/data/x/", CancellationToken.None);
        var beside = await directory.OverlapAsync("c", "disk\n/data2/", CancellationToken.None);
        var itself = await directory.OverlapAsync("a", "disk\n/data/", CancellationToken.None);
        await directory.ForgetAsync("a");
        var gone = await directory.OverlapAsync("c", "disk\n/data/", CancellationToken.None);

        Assert.Equal(("a", null, null, null), (inside.JobId, beside.JobId, itself.JobId, gone.JobId));
        Assert.All([inside, beside, itself, gone], overlap => Assert.Equal(["b"], overlap.Unknown));
        Assert.Empty(_destinations.State.Jobs);
    }

    [Fact]
    public async Task Workers_are_told_as_soon_as_a_job_wants_something()
    {
        var directory = new JobDirectoryGrain(_row, _destinations, JobWorld.Alone, _signal);
        var told = _signal.Next;
        await directory.NoteAsync("a");
        Assert.False(told.IsCompleted);

        await directory.NotifyAsync("a", (int)MasterNeed.Turn);

        Assert.True(told.IsCompleted);
        Assert.False(_signal.Next.IsCompleted);
        Assert.Equal(["a"], await directory.CandidatesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_noted_of_a_job_that_is_gone_keeps_nobody_away()
    {
        var directory = new JobDirectoryGrain(_row, _destinations, JobWorld.Alone, _signal);
        await directory.NoteAsync("a");
        await directory.ForgetAsync("a");
        await directory.NoteDestinationAsync("a", "disk\n/data/");

        Assert.Null((await directory.OverlapAsync("c", "disk\n/data/", CancellationToken.None)).JobId);
    }
}
