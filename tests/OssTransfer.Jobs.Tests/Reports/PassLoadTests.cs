using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Tests.Config;

namespace OssTransfer.Jobs.Tests.Reports;

public sealed class PassLoadTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly JobSpec Spec = Configs.Spec(Configs.DiskToS3 + "sync-increment-interval: 5");

    [Fact]
    public void A_listing_that_takes_longer_than_the_interval_is_said_with_its_requests()
    {
        var warning = PassLoad.Warning(Listed(seconds: 7, objects: 1_500_001), Spec);

        // A directory costs none; 1,501 pages of the bucket, every 12 seconds.
        Assert.Contains("takes 7 s, longer than the 5 s between two passes", warning, StringComparison.Ordinal);
        Assert.Contains("about 10807200 requests a day", warning, StringComparison.Ordinal);
        Assert.Contains("sync-increment-interval", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_said_where_it_is_faster_or_nobody_knows()
    {
        Assert.Null(PassLoad.Warning(Listed(seconds: 5, objects: 9), Spec));
        Assert.Null(PassLoad.Warning(Listed(seconds: 7, objects: 9) with { OnePass = true }, Spec));
        Assert.Null(PassLoad.Warning(Listed(seconds: 7, objects: 9), Spec with { Sync = Spec.Sync with { IsIncremental = false } }));
        Assert.Null(PassLoad.Warning(RunTransitionsStart(), Spec));
    }

    [Theory]
    [InlineData(0, 300, true)]
    [InlineData(0, 301, false)]
    [InlineData(3, 300, false)]
    public void Only_a_listing_that_nothing_held_up_is_timed(int pausedAt, int shards, bool isTimed)
    {
        var policy = new RunPolicy(false, false, null);
        var state = RunTransitionsStart();
        state = state with { Run = state.Run! with { PausedAtShard = pausedAt, List = new() { IsDone = true, Shards = shards } } };

        var timed = ListingTransitions.TimeListing(state, policy, Start.AddSeconds(9));

        Assert.Equal(isTimed ? Start.AddSeconds(9) : null, timed.Run!.List.DoneAt);
        Assert.Equal(timed, ListingTransitions.TimeListing(timed, policy, Start.AddSeconds(10)));
    }

    private static JobState RunTransitionsStart() => RunTransitions.Start(
        new() { JobId = "j", Incarnation = 7, Config = "job-ID: j", SealedSecrets = [1], AddedAt = Start }, Start);

    private static JobState Listed(int seconds, long objects)
    {
        var state = RunTransitionsStart();
        return state with
        {
            Run = state.Run! with
            {
                ExitCode = ExitCode.Done,
                List = new() { IsDone = true, DoneAt = Start.AddSeconds(seconds), Counts = ListingCounts.Empty with { Objects = objects } },
            },
        };
    }
}
