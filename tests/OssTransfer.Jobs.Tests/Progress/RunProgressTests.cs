using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Progress;

public sealed class RunProgressTests
{
    private const long Mega = 1_000_000;
    private static readonly RunPolicy NoCheck = new(Checks: false, ReadsBack: false, Interval: null);
    private static readonly RunPolicy Checks = NoCheck with { Checks = true };

    /// <summary>Objects and bytes listed; of these excluded while listing; moved and ended; under way.</summary>
    public static TheoryData<long, long, long, long, long, long, long, long, double> Table => new()
    {
        // One object of 50 GB, a tenth of which is under way.
        { 1, 50_000 * Mega, 0, 0, 0, 0, 0, 5_000 * Mega, 9.9 },

        // Many small objects: they count, however few their bytes are.
        { 10_000, 10_000, 0, 0, 2_500, 2_500, 0, 0, 25.0 },

        // A large one among small ones: each costs its part.
        { 1_001, 131_072_000 + 1_000, 0, 0, 1_000, 1_000, 0, 0, 49.9 },

        // What is excluded doesn't wait, and is not what was done.
        { 100, 100 * Mega, 90, 90 * Mega, 5, 5 * Mega, 0, 0, 50.0 },

        // Ended in a shard that isn't finished.
        { 4, 4 * Mega, 0, 0, 1, 1 * Mega, 1, 1 * Mega, 50.0 },

        // All is moved, and nothing is proven to be over.
        { 4, 4 * Mega, 0, 0, 4, 4 * Mega, 0, 0, 99.9 },

        // Nothing is to be moved.
        { 4, 4 * Mega, 4, 4 * Mega, 0, 0, 0, 0, 99.9 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Percent_is_what_is_done_of_bytes_and_objects(
        long listed, long bytes, long excluded, long bytesExcluded, long moved, long bytesMoved, long live, long bytesLive, double expected)
    {
        var run = Run(listed, bytes, excluded, bytesExcluded, moved, bytesMoved);

        Assert.Equal(expected, Percent(run, NoCheck, LiveWork.None with { Moved = new(live, bytesLive) }));
    }

    [Fact]
    public void Nobody_knows_how_much_there_is_while_the_listing_goes_on()
    {
        var run = Run(10, 10 * Mega, 0, 0, 5, 5 * Mega);
        run = run with { List = run.List with { IsDone = false } };

        Assert.Null(Percent(run, Checks, LiveWork.None));
        var list = RunProgress.Phases(run, Checks, LiveWork.None)[0].ToView(RunProgress.ExpectedObjectBytes);
        Assert.Equal(("list", "running", 10L, (long?)null, (double?)null), (list.Name, list.State, list.Objects, list.ObjectsOf, list.Percent));
    }

    [Fact]
    public void Bytes_that_an_older_version_has_not_counted_leave_it_to_objects()
    {
        var run = Run(10, 10 * Mega, 0, 0, 5, 1);
        run = run with { Moved = run.Moved with { BytesEnded = null } };

        Assert.Equal(50.0, Percent(run, NoCheck, LiveWork.None));
    }

    [Fact]
    public void Check_that_follows_has_its_part_and_a_check_that_reads_a_large_one()
    {
        var moved = Run(100, 100 * Mega, 0, 0, 100, 100 * Mega);

        var lists = Percent(moved, Checks, LiveWork.None);
        var reads = Percent(moved, Checks with { ReadsBack = true }, LiveWork.None);

        Assert.InRange(lists!.Value, 99.0, 99.9);
        Assert.InRange(reads!.Value, 34, 35);
    }

    [Fact]
    public void What_is_moved_where_no_write_is_proven_is_read_again()
    {
        var policy = Checks with { ReadsUnproven = true, ProvesNoWrite = true };
        var moved = Run(100, 1000 * Mega, 0, 0, 100, 1000 * Mega);
        var proofs = moved.Moved.Proofs.SetItem((int)ProofKind.Head, 100);
        var read = moved with { Phase = RunPhase.Check, Moved = moved.Moved with { Proofs = proofs }, Check = new() { Shards = 4 } };

        Assert.InRange(Percent(moved, policy, LiveWork.None)!.Value, 49.5, 50.5);
        Assert.InRange(Percent(read, policy, LiveWork.None with { Checked = new(10, 500 * Mega) })!.Value, 74, 76);
        Assert.InRange(Percent(moved, policy with { ProvesNoWrite = false }, LiveWork.None)!.Value, 99, 99.9);
        Assert.InRange(Percent(read, policy with { ReadsUnproven = false }, LiveWork.None)!.Value, 99, 99.9);
        var check = RunProgress.Phases(read, policy, LiveWork.None)[2].Of;
        Assert.Equal(new WorkAmount(100, 1000 * Mega), check);
    }

    [Fact]
    public void Under_a_limit_that_lets_few_bytes_through_bytes_decide_unless_objects_are_too_small_to_use_it_up()
    {
        // Half of the bytes, in one object; the other half in a thousand.
        var run = Run(1_001, 20 * Mega, 0, 0, 1, 10 * Mega);
        var tiny = Run(10_000, 1 * Mega, 0, 0, 5_000, Mega / 10);

        Assert.InRange(Percent(run, NoCheck, LiveWork.None)!.Value, 6, 8);
        Assert.InRange(Percent(run, NoCheck with { BytesPerSecond = 1 * Mega }, LiveWork.None)!.Value, 49.9, 50);
        Assert.InRange(Percent(run, NoCheck with { BytesPerSecond = 1000 * Mega }, LiveWork.None)!.Value, 6, 8);
        Assert.InRange(Percent(tiny, NoCheck with { BytesPerSecond = 10 * Mega }, LiveWork.None)!.Value, 49, 50);
    }

    [Fact]
    public void Phases_have_their_own_progress()
    {
        var run = Run(100, 100 * Mega, 0, 0, 100, 100 * Mega) with
        {
            Phase = RunPhase.Check,
            Check = new() { Shards = 4, Result = new(20, 0, 0, 0) },
        };

        var phases = RunProgress.Phases(run, Checks, LiveWork.None with { Checked = new(30, 0) })
            .Select(phase => phase.ToView(RunProgress.ExpectedObjectBytes)).ToList();

        Assert.Equal(
            [("list", "done", 100.0), ("transfer", "done", 100.0), ("check", "running", 50.0), ("report", "waiting", null)],
            phases.Select(phase => (phase.Name, phase.State, phase.Percent)));
        Assert.Equal((50L, 100L), (phases[2].Objects, phases[2].ObjectsOf!.Value));
    }

    [Fact]
    public void Run_that_ended_complete_is_at_its_end_and_one_that_was_cut_is_not()
    {
        var ended = Run(4, 4, 0, 0, 4, 4) with { Phase = RunPhase.Ended, ExitCode = ExitCode.Done };

        Assert.Equal(100, Percent(ended, NoCheck, LiveWork.None));
        Assert.Equal(99.9, Percent(ended with { Incomplete = "a listing broke off" }, NoCheck, LiveWork.None));
    }

    /// <summary>Whatever is told, lost with an attempt and told again.</summary>
    [Property(MaxTest = 300)]
    public Property Percent_never_goes_back_within_a_run()
    {
        var step =
            from ended in Gen.Choose(0, 100)
            from live in Gen.Choose(0, 100_000_000)
            from phase in Gen.Elements(RunPhase.Transfer, RunPhase.Transfer, RunPhase.Check, RunPhase.Report)
            select (ended, live, phase);
        return Prop.ForAll(Gen.ListOf(step).ToArbitrary(), steps =>
        {
            var run = Run(100, 100 * Mega, 0, 0, 0, 0);
            foreach (var (ended, live, phase) in steps)
            {
                var now = run with { Phase = phase, Check = phase == RunPhase.Transfer ? null : new() { Shards = 1 } };
                var percent = Percent(now, Checks, LiveWork.None with { Moved = new(ended, live) });

                Assert.InRange(percent!.Value, run.PercentShown ?? 0, 99.9);
                run = run with { PercentShown = percent };
            }
        });
    }

    private static double? Percent(RunState run, RunPolicy policy, LiveWork live) =>
        RunProgress.Percent(run, RunProgress.Phases(run, policy, live), RunProgress.ObjectBytes(run, policy.BytesPerSecond));

    private static RunState Run(long listed, long bytes, long excluded, long bytesExcluded, long moved, long bytesMoved) => new()
    {
        Number = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        List = new()
        {
            IsDone = true,
            Counts = new() { Objects = listed, Bytes = bytes, Ended = Ended(OutcomeKind.Excluded, excluded, bytesExcluded) },
        },
        Moved = Ended(OutcomeKind.Transferred, moved, bytesMoved),
    };

    private static ShardResult Ended(OutcomeKind kind, long objects, long bytes) =>
        ShardResult.Empty with { Objects = ShardResult.Empty.Objects.SetItem((int)kind, objects), BytesEnded = bytes };
}
