using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class FileListMachineTests
{
    private static readonly RunPolicy Once = new(false, false, null);

    [Fact]
    public void Listing_waits_for_the_list_and_begins_with_its_first_chunk()
    {
        var state = RunMachine.Start(Jobs.New() with { FileList = new(1) }, DateTimeOffset.UnixEpoch);
        Assert.Null(RunMachine.Next(state, Once, _ => false));

        state = Add(FileListMachine.Begin(state, "d"), "m", isLast: false);

        Assert.Equal(ShardKind.List, RunMachine.Next(state, Once, _ => false)!.Value.Shard.Kind);
        var planned = RunMachine.RecordListing(RunMachine.TakeList(state), Jobs.Report() with { Manifests = [], Through = ObjectKey.From("m") });
        Assert.Null(RunMachine.Next(planned, Once, _ => false));
        Assert.NotNull(RunMachine.Next(Add(planned, null, isLast: true), Once, _ => false));
    }

    [Fact]
    public void What_is_remembered_is_merged_with_a_whole_list_only()
    {
        var state = RunMachine.Start(Jobs.New() with { FileList = new(1), Catalogue = new([new(null, null, 1, 0, 2)]) }, DateTimeOffset.UnixEpoch);
        state = Add(FileListMachine.Begin(state, "d"), "m", isLast: false);

        Assert.False(FileListMachine.HasMore(state));
        Assert.True(FileListMachine.HasMore(Add(state, "n", isLast: true)));
    }

    [Fact]
    public void A_chunk_counts_once_and_must_go_on_where_the_list_ends()
    {
        var state = Add(FileListMachine.Begin(Jobs.New() with { FileList = new(1) }, "d"), "m", isLast: false);

        Assert.False(FileListMachine.Accepts(state, "d", 0));
        Assert.True(FileListMachine.Accepts(state, "d", 1));
        Assert.False(FileListMachine.Accepts(state, "other", 1));
        Assert.False(FileListMachine.Continues(state, [Listed("m")]));
        Assert.True(FileListMachine.Continues(state, [Listed("n")]));
        Assert.Equal((1, 3L, true), (Add(state, null, true).FileList!.Chunks, state.FileList!.Lines, Add(state, null, true).FileList!.IsComplete));
    }

    [Fact]
    public void Another_list_waits_for_the_end_of_the_run_and_takes_the_place_of_the_old_one()
    {
        var state = Add(FileListMachine.Begin(Jobs.Running() with { FileList = new(1) }, "d"), "m", isLast: true);
        Assert.NotNull(FileListMachine.Refusal(state, "other"));
        Assert.Null(FileListMachine.Refusal(state, "d"));
        Assert.Same(state, FileListMachine.Begin(state, "d"));

        var ended = state with { Status = JobStatus.Waiting, Run = state.Run! with { ExitCode = 0 } };
        Assert.Null(FileListMachine.Refusal(ended, "other"));
        var next = FileListMachine.Begin(ended, "other");

        Assert.Equal(new FileListState(2) { Digest = "other" }, next.FileList);
        Assert.Equal([new PastList(1, 1)], next.PastLists);
    }

    [Fact]
    public void A_job_that_waits_for_its_list_says_so()
    {
        var state = RunMachine.Start(Jobs.New() with { FileList = new(1) }, DateTimeOffset.UnixEpoch);

        Assert.Contains("--file-list", Report(state).Reason, StringComparison.Ordinal);
        Assert.Null(Report(Add(FileListMachine.Begin(state, "d"), "m", isLast: false)).Reason);
        Assert.Null(Report(Add(FileListMachine.Begin(state, "d"), null, isLast: true)).Reason);
    }

    private static JobReport Report(JobState state) => JobReports.Of(state, ShardResult.Empty, 0, 0);

    private static JobState Add(JobState state, string? through, bool isLast) =>
        FileListMachine.Add(state, through is null ? 0 : 3, through is null ? null : ObjectKey.From(through), isLast);

    private static ListedObject Listed(string key) => new(ObjectKey.From(key), ObjectKey.From(key), 1, 1, FileListProblem.None);
}
