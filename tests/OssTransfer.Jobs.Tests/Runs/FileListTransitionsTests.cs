using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class FileListTransitionsTests
{
    private static readonly RunPolicy Once = new(false, false, null);

    [Fact]
    public void Listing_waits_for_the_list_and_begins_with_its_first_chunk()
    {
        var state = RunTransitions.Start(Jobs.New() with { FileList = new(1) }, DateTimeOffset.UnixEpoch);
        Assert.Null(NextAssignment.Of(state, Once, _ => false));

        state = Add(FileListTransitions.Begin(state, "d"), "m", isLast: false);

        Assert.Equal(ShardKind.List, NextAssignment.Of(state, Once, _ => false)!.Value.Shard.Kind);
        var report = Jobs.Report() with { Manifests = [], Through = ObjectKey.From("m") };
        var planned = ListingTransitions.RecordListing(ListingTransitions.TakeList(state), report);
        Assert.Null(NextAssignment.Of(planned, Once, _ => false));
        Assert.NotNull(NextAssignment.Of(Add(planned, null, isLast: true), Once, _ => false));
    }

    [Fact]
    public void What_is_remembered_is_merged_with_a_whole_list_only()
    {
        var state = RunTransitions.Start(Jobs.New() with { FileList = new(1), Catalogue = new([new(null, null, 1, 0, 2)]) }, DateTimeOffset.UnixEpoch);
        state = Add(FileListTransitions.Begin(state, "d"), "m", isLast: false);

        Assert.False(FileListTransitions.HasMore(state));
        Assert.True(FileListTransitions.HasMore(Add(state, "n", isLast: true)));
    }

    [Fact]
    public void A_chunk_counts_once_and_must_go_on_where_the_list_ends()
    {
        var state = Add(FileListTransitions.Begin(Jobs.New() with { FileList = new(1) }, "d"), "m", isLast: false);

        Assert.False(FileListTransitions.Accepts(state, "d", 0));
        Assert.True(FileListTransitions.Accepts(state, "d", 1));
        Assert.False(FileListTransitions.Accepts(state, "other", 1));
        Assert.False(FileListTransitions.Continues(state, [Listed("m")]));
        Assert.True(FileListTransitions.Continues(state, [Listed("n")]));
        Assert.Equal((1, 3L, true), (Add(state, null, true).FileList!.Chunks, state.FileList!.Lines, Add(state, null, true).FileList!.IsComplete));
    }

    [Fact]
    public void Another_list_waits_for_the_end_of_the_run_and_takes_the_place_of_the_old_one()
    {
        var state = Add(FileListTransitions.Begin(Jobs.Running() with { FileList = new(1) }, "d"), "m", isLast: true);
        Assert.NotNull(FileListTransitions.Refusal(state, "other"));
        Assert.Null(FileListTransitions.Refusal(state, "d"));
        Assert.Same(state, FileListTransitions.Begin(state, "d"));

        var ended = state with { Status = JobStatus.Waiting, Run = state.Run! with { ExitCode = 0 } };
        Assert.Null(FileListTransitions.Refusal(ended, "other"));
        var next = FileListTransitions.Begin(ended, "other");

        Assert.Equal(new FileListState(2) { Digest = "other" }, next.FileList);
        Assert.Equal([new PastFileList(1, 1)], next.PastLists);
    }

    [Fact]
    public void A_job_that_waits_for_its_list_says_so()
    {
        var state = RunTransitions.Start(Jobs.New() with { FileList = new(1) }, DateTimeOffset.UnixEpoch);

        Assert.Contains("--file-list", Report(state).Reason, StringComparison.Ordinal);
        Assert.Null(Report(Add(FileListTransitions.Begin(state, "d"), "m", isLast: false)).Reason);
        Assert.Null(Report(Add(FileListTransitions.Begin(state, "d"), null, isLast: true)).Reason);
    }

    private static JobView Report(JobState state) => JobSnapshots.Of(state, ShardResult.Empty, LiveNumbers.None, new("", ""));

    private static JobState Add(JobState state, string? through, bool isLast) =>
        FileListTransitions.Add(state, through is null ? 0 : 3, through is null ? null : ObjectKey.From(through), isLast);

    private static FileListObject Listed(string key) => new(ObjectKey.From(key), ObjectKey.From(key), 1, 1, FileListProblem.None);
}
