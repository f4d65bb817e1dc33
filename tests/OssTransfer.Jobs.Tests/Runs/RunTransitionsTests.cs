using OssTransfer.Contracts;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class RunTransitionsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly RunPolicy Once = new(false, false, null);
    private static readonly ShardId Move0 = ShardId.Move(1, 0);
    private static readonly ShardId Move1 = ShardId.Move(1, 1);

    [Fact]
    public void A_ready_job_starts_its_first_run()
    {
        var state = RunTransitions.Start(Jobs.New(), Now);

        Assert.Equal((JobStatus.Running, 1, RunPhase.Transfer), (state.Status, state.Run!.Number, state.Run.Phase));
        Assert.Equal(Now, state.Run.StartedAt);
    }

    [Fact]
    public void A_run_that_was_paused_goes_on() => Assert.Equal(1, RunTransitions.Start(Jobs.Running() with { Status = JobStatus.Ready }, Now).Run!.Number);

    [Fact]
    public void A_run_of_another_source_never_goes_on()
    {
        var edited = CommandTransitions.Edit(Listed() with { Status = JobStatus.Paused }, "other", [], startsOver: true);

        var state = RunTransitions.Start(CommandTransitions.Accept(edited, JobCommand.Continue, JobStatus.Ready, Now), Now);

        Assert.Equal(2, state.Run!.Number);
        Assert.Empty(state.Catalogue.Spans);
        Assert.False(state.NeedsRedo);
    }

    [Fact]
    public void The_next_run_remembers_the_last_one()
    {
        var state = RunTransitions.Start(Ended() with { Status = JobStatus.Ready }, Now);

        Assert.Equal(2, state.Run!.Number);
        Assert.Equal(1, Assert.Single(state.Catalogue.Spans).Run);
        Assert.Equal([new PastRun(1, 2, 2, 0)], state.PastRuns);
    }

    [Fact]
    public void Listing_comes_first_then_the_move_shards_in_turn()
    {
        var state = Recorded(Jobs.Running(), isDone: false);

        Assert.Equal(ShardKind.List, Next(state)!.Value.Shard.Kind);
        Assert.Equal(new Assignment(Move0, 11), Next(state, ShardId.List(1)));
        Assert.Equal(new Assignment(Move1, 12), Next(state, ShardId.List(1), Move0));
        Assert.Null(Next(state, ShardId.List(1), Move0, Move1));
    }

    [Fact]
    public void What_a_lost_machine_had_comes_before_what_nobody_had()
    {
        var state = ListingTransitions.RecordListing(Jobs.Running(), Jobs.Report() with { Manifests = [11, 12, 13], IsDone = true });

        Assert.Equal(new Assignment(Move0, 11), Next(state, Move1));
        Assert.Equal(new Assignment(Move1, 12), Next(state, Move0));
    }

    [Fact]
    public void Listing_waits_while_too_many_shards_are_open() =>
        Assert.Equal(ShardKind.Move, NextAssignment.Of(Recorded(Jobs.Running(), isDone: false), Once with { MaxOpenShards = 2 }, _ => false)!.Value.Shard.Kind);

    [Theory]
    [InlineData(JobStatus.Ready)]
    [InlineData(JobStatus.Pausing)]
    [InlineData(JobStatus.Paused)]
    [InlineData(JobStatus.Waiting)]
    [InlineData(JobStatus.Done)]
    [InlineData(JobStatus.Failed)]
    public void Nothing_is_handed_out_unless_the_job_runs(JobStatus status) => Assert.Null(Next(Listed() with { Status = status }));

    [Fact]
    public void A_move_shard_counts_once()
    {
        var once = RunTransitions.FinishMove(Listed(), Move0, Jobs.Moved("a"));

        Assert.Equal(1, once.Run!.Moved.Total);
        Assert.Same(once, RunTransitions.FinishMove(once, Move0, Jobs.Moved("a")));
        Assert.Same(once, RunTransitions.FinishMove(once, Move1 with { Run = 2 }, Jobs.Moved("b")));
    }

    [Fact]
    public void A_late_return_changes_nothing_of_a_run_that_was_dropped()
    {
        var dropped = RunTransitions.Redo(Listed(), Now);

        Assert.Same(dropped, RunTransitions.FinishMove(dropped, Move0, Jobs.Moved("a")));
    }

    [Fact]
    public void The_transfer_goes_on_until_listing_and_shards_have_ended()
    {
        var unlisted = RunTransitions.FinishMove(
            RunTransitions.FinishMove(Recorded(Jobs.Running(), isDone: false), Move0, Jobs.Moved("a")), Move1, Jobs.Moved("b"));
        var unmoved = RunTransitions.FinishMove(Listed(), Move0, Jobs.Moved("a"));

        Assert.Same(unlisted, RunTransitions.Advance(unlisted, Once));
        Assert.Same(unmoved, RunTransitions.Advance(unmoved, Once));
        Assert.Equal(RunPhase.Report, RunTransitions.Advance(Moved(), Once).Run!.Phase);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "c")]
    public void Other_keys_than_were_listed_make_the_run_incomplete(string first, string second)
    {
        var moved = RunTransitions.FinishMove(RunTransitions.FinishMove(Listed(), Move0, Jobs.Moved(first)), Move1, Jobs.Moved(second));

        var ended = End(moved, Once);

        Assert.Equal(((ExitCode?)ExitCode.Incomplete, JobStatus.Failed), (ended.Run!.ExitCode, ended.Status));
        Assert.Contains("listed", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_object_makes_the_run_incomplete() =>
        Assert.Equal(
            ExitCode.Incomplete,
            End(RunTransitions.FinishMove(RunTransitions.FinishMove(Listed(), Move0, Jobs.Moved("a")), Move1, ShardResult.Empty), Once).Run!.ExitCode);

    [Fact]
    public void An_unreadable_directory_makes_the_run_incomplete()
    {
        var report = Jobs.Report() with { IsDone = true, Counts = Jobs.Report().Counts with { UnreadableDirectories = 1 } };
        var listed = ListingTransitions.RecordListing(Jobs.Running(), report);

        Assert.Equal(
            ExitCode.Incomplete,
            End(RunTransitions.FinishMove(RunTransitions.FinishMove(listed, Move0, Jobs.Moved("a")), Move1, Jobs.Moved("b")), Once).Run!.ExitCode);
    }

    [Theory]
    [InlineData(OutcomeKind.Transferred, ExitCode.Done, JobStatus.Done)]
    [InlineData(OutcomeKind.Skipped, ExitCode.Done, JobStatus.Done)]
    [InlineData(OutcomeKind.Gone, ExitCode.Done, JobStatus.Done)]
    [InlineData(OutcomeKind.Excluded, ExitCode.Done, JobStatus.Done)]
    [InlineData(OutcomeKind.Failed, ExitCode.Failures, JobStatus.Failed)]
    [InlineData(OutcomeKind.Conflict, ExitCode.Failures, JobStatus.Failed)]
    [InlineData(OutcomeKind.NeedsRestore, ExitCode.Failures, JobStatus.Failed)]
    public void How_objects_ended_makes_the_exit_code(OutcomeKind kind, ExitCode code, JobStatus status)
    {
        var moved = RunTransitions.FinishMove(RunTransitions.FinishMove(Listed(), Move0, Jobs.Moved("a")), Move1, Jobs.Moved("b", kind));

        var ended = End(moved, Once);

        Assert.Equal((code, status, RunPhase.Ended), (ended.Run!.ExitCode!.Value, ended.Status, ended.Run.Phase));
        Assert.Equal(code == ExitCode.Done, ended.Reason is null);

        // Trying again helps where something newer stands only once it is gone.
        Assert.Equal(kind == OutcomeKind.Conflict, ended.Reason?.Contains("remove at the destination what need not stay", StringComparison.Ordinal) == true);
        Assert.Equal(Now, ended.Run.FinishedAt);
    }

    [Fact]
    public void Conflicts_beside_failures_are_advised_to_be_removed_too()
    {
        var failed = RunTransitions.FinishMove(Listed(), Move0, Jobs.Moved("a", OutcomeKind.Failed));

        var ended = End(RunTransitions.FinishMove(failed, Move1, Jobs.Moved("b", OutcomeKind.Conflict)), Once);

        Assert.StartsWith("1 failed, 1 conflict with something newer at the destination; see ", ended.Reason, StringComparison.Ordinal);
        Assert.Contains(", remove at the destination what need not stay, then ", ended.Reason, StringComparison.Ordinal);
        Assert.Contains(" --failed", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_pass_the_next_one_comes_whatever_failed()
    {
        var failed = RunTransitions.FinishMove(RunTransitions.FinishMove(Listed(), Move0, Jobs.Moved("a")), Move1, Jobs.Moved("b", OutcomeKind.Failed));

        var ended = End(failed, Once with { Interval = TimeSpan.FromHours(1) });

        Assert.Equal((JobStatus.Waiting, (ExitCode?)ExitCode.Failures, Now.AddHours(1)), (ended.Status, ended.Run!.ExitCode, ended.NextPassAt));
    }

    [Fact]
    public void One_pass_is_one_pass()
    {
        var ended = End(Moved() with { OnePass = true }, Once with { Interval = TimeSpan.FromHours(1) });

        Assert.Equal((JobStatus.Done, null), (ended.Status, ended.NextPassAt));
    }

    [Fact]
    public void The_check_covers_all_lines_and_counts_each_shard_once()
    {
        var policy = Once with { Checks = true, CheckLines = 1 };
        var state = RunTransitions.Advance(Moved(), policy);
        var check0 = ShardId.Of(1, ShardKind.Check, 0);
        var check1 = check0 with { Number = 1 };

        Assert.Equal(2, state.Run!.Check!.Shards);
        Assert.Equal(check1, Next(state, check0)!.Value.Shard);
        state = RunTransitions.FinishCheck(state, check0, new(1, 1, 0, 0));
        Assert.Same(state, RunTransitions.FinishCheck(state, check0, new(1, 1, 0, 0)));
        Assert.Same(state, RunTransitions.Advance(state, policy));
        Assert.Equal(check1, Next(state)!.Value.Shard);
        state = RunTransitions.FinishCheck(state, check1, new(1, 0, 0, 0));
        var ended = End(state, policy);

        Assert.Equal(((ExitCode?)ExitCode.Failures, new CheckResult(2, 1, 0, 0)), (ended.Run!.ExitCode, ended.Run.Check!.Result));
    }

    [Theory]
    [InlineData(0, RunPhase.Report)]
    [InlineData(1, RunPhase.Check)]
    public void A_run_with_writes_in_doubt_is_compared_with_the_destination_whatever_the_job_asks(int inDoubt, RunPhase expected)
    {
        var moved = Moved();
        var state = moved with { Run = moved.Run! with { Moved = moved.Run.Moved with { InDoubt = inDoubt } } };

        Assert.Equal(expected, RunTransitions.Advance(state, Once).Run!.Phase);
    }

    [Fact]
    public void A_run_that_sends_again_what_a_check_found_to_differ_is_checked_whatever_the_job_asks()
    {
        var moved = Moved();
        var run = moved.Run!;
        var state = moved with { Run = run with { List = run.List with { Counts = run.List.Counts with { Differing = 1 } } } };

        Assert.Equal(RunPhase.Check, RunTransitions.Advance(state, Once).Run!.Phase);
    }

    [Fact]
    public void Shards_that_were_planned_before_a_pause_are_known()
    {
        var state = RunTransitions.Start(Listed() with { Status = JobStatus.Ready }, Now);

        Assert.True(RunTransitions.WasPausedSince(state, Move0));
        Assert.False(RunTransitions.WasPausedSince(state, Move0 with { Number = state.Run!.List.Shards }));
        Assert.False(RunTransitions.WasPausedSince(Listed(), Move0));
    }

    [Fact]
    public void A_report_of_another_run_or_phase_ends_nothing()
    {
        var state = RunTransitions.Advance(Moved(), Once);

        Assert.Same(state, RunTransitions.FinishReport(state, ShardId.Only(2, ShardKind.Report), Once, Now));
        Assert.Equal(RunPhase.Transfer, RunTransitions.FinishReport(Listed(), ShardId.Only(1, ShardKind.Report), Once, Now).Run!.Phase);
    }

    [Fact]
    public void Nothing_settles_while_a_shard_is_held()
    {
        var state = RunTransitions.StopFor(Listed(), AfterStop.Pause, "why", (ExitCode?)ExitCode.Stopped);

        Assert.Same(state, RunTransitions.EndStopIfFree(state, true, Now));
        var ended = RunTransitions.EndStopIfFree(state, false, Now);
        Assert.Equal((JobStatus.Paused, "why", (ExitCode?)ExitCode.Stopped), (ended.Status, state.Reason, state.PauseCode));
    }

    [Theory]
    [InlineData(AfterStop.Redo, JobStatus.Stopping)]
    [InlineData(AfterStop.Finish, JobStatus.Stopping)]
    [InlineData(AfterStop.Remove, JobStatus.Removing)]
    public void Dropped_work_is_cleaned_up_once_nobody_holds_a_shard(AfterStop after, JobStatus status)
    {
        var state = RunTransitions.StopFor(Listed(), after, null, null);
        var cleanup = ShardId.Only(1, ShardKind.Cleanup);

        Assert.Equal(status, state.Status);
        Assert.Null(Next(state, Move1));
        Assert.Null(Next(state, ShardId.List(1)));
        Assert.Equal(cleanup, Next(state)!.Value.Shard);
        Assert.Same(state, RunTransitions.EndStopIfFree(state, false, Now));
        Assert.Same(state, RunTransitions.FinishCleanup(state, cleanup with { Run = 9 }));
        Assert.False(RunTransitions.NeedsCleanup(RunTransitions.FinishCleanup(state, cleanup)));
    }

    [Fact]
    public void A_redo_ends_the_run_as_incomplete_and_waits_for_its_turn()
    {
        var state = RunTransitions.FinishCleanup(RunTransitions.StopFor(Listed(), AfterStop.Redo, null, null), ShardId.Only(1, ShardKind.Cleanup));

        var settled = RunTransitions.EndStopIfFree(state, false, Now);

        Assert.Equal((JobStatus.Ready, (ExitCode?)ExitCode.Incomplete, RunPhase.Ended), (settled.Status, settled.Run!.ExitCode, settled.Run.Phase));
        Assert.Equal(2, RunTransitions.Start(settled, Now).Run!.Number);
    }

    [Fact]
    public void Finishing_a_flawless_job_is_done_without_a_reason()
    {
        var state = RunTransitions.EndStopIfFree(RunTransitions.StopFor(Ended(), AfterStop.Finish, "being finished", null), false, Now);

        Assert.Equal((JobStatus.Done, null, true), (state.Status, state.Reason, state.IsClosed));
    }

    [Fact]
    public void Finishing_a_run_that_has_not_ended_is_incomplete()
    {
        var state = RunEnd.Close(Listed(), Now);

        Assert.Equal((JobStatus.Failed, (ExitCode?)ExitCode.Incomplete, RunPhase.Ended), (state.Status, state.Run!.ExitCode, state.Run.Phase));
        Assert.NotNull(state.Reason);
    }

    [Fact]
    public void Part_shards_are_handed_out_before_their_finish_shard_and_it_waits_until_nobody_is_at_them()
    {
        var (part0, part1) = (Part(0), Part(1));
        var state = RunTransitions.PlanParts(Listed(), Move0, 1, 2);

        Assert.Equal(new Assignment(part0, 11), Next(state));
        Assert.Equal(new Assignment(part1, 11), Next(state, part0));
        Assert.Equal(Move1, Next(state, part0, part1)!.Value.Shard);
        state = RunTransitions.FinishPart(RunTransitions.FinishPart(state, part1, endsUpload: false), part1, endsUpload: false);
        Assert.Equal(part0, Next(state)!.Value.Shard);
        state = RunTransitions.FinishPart(state, part0, endsUpload: false);
        Assert.Null(Next(state, part0, Move1));
        Assert.Equal(new Assignment(Move0, 11), Next(state));
        Assert.Empty(RunTransitions.FinishMove(state, Move0, Jobs.Moved("a")).Run!.Parts);
    }

    [Fact]
    public void An_upload_that_is_given_up_takes_all_its_part_shards_with_it()
    {
        var state = RunTransitions.FinishPart(RunTransitions.PlanParts(Listed(), Move0, 1, 3), Part(1), endsUpload: true);

        Assert.Null(Next(state, Part(0), Move1));
        Assert.True(RunTransitions.IsUseless(state, Part(0)));
        Assert.Equal(Move0, Next(state)!.Value.Shard);

        state = RunTransitions.PlanParts(RunTransitions.PlanParts(state, Move0, 2, 2), Move0, 2, 2);
        Assert.Equal(Part(3), Next(state)!.Value.Shard);
        Assert.True(RunTransitions.IsUseless(state, Part(2)));
        Assert.False(RunTransitions.IsUseless(state, Part(4)));
        Assert.Same(state, RunTransitions.FinishPart(state, Part(2), endsUpload: true));
        Assert.Equal(5, PastRun.Of(state.Run!).Parts[0]);
    }

    [Fact]
    public void Cleaning_up_waits_for_those_at_part_shards()
    {
        var state = RunTransitions.PlanParts(Listed(), Move0, 1, 1) with { Status = JobStatus.Removing };

        Assert.Null(Next(state, Part(0)));
        Assert.Equal(ShardKind.Cleanup, Next(state)!.Value.Shard.Kind);
    }

    private static ShardId Part(int number) => ShardId.Part(1, 0, number);

    private static Assignment? Next(JobState state, params ShardId[] held) => NextAssignment.Of(state, Once, held.Contains);

    private static JobState Recorded(JobState state, bool isDone) => ListingTransitions.RecordListing(state, Jobs.Report() with { IsDone = isDone });

    private static JobState Listed() => Recorded(Jobs.Running(), isDone: true);

    private static JobState Moved() => RunTransitions.FinishMove(RunTransitions.FinishMove(Listed(), Move0, Jobs.Moved("a")), Move1, Jobs.Moved("b"));

    private static JobState Ended() => End(Moved(), Once);

    private static JobState End(JobState state, RunPolicy policy) =>
        RunTransitions.FinishReport(RunTransitions.Advance(state, policy), ShardId.Only(1, ShardKind.Report), policy, Now);
}
