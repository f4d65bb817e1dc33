using Microsoft.Extensions.Time.Testing;
using OssTransfer.Grains.Membership;

namespace OssTransfer.Grains.Tests.Membership;

public sealed class IsolationTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Isolation _isolation;

    public IsolationTests() => _isolation = new(_time);

    [Fact]
    public void A_silo_that_alone_is_cut_off_leaves_after_six_seconds()
    {
        Assert.Null(After(2, hasReached: true, othersReach: true));
        Assert.Null(After(3, hasReached: false, othersReach: true));
        Assert.Null(After(3, hasReached: false, othersReach: true));

        Assert.Equal(TimeSpan.FromSeconds(8), After(2, hasReached: false, othersReach: true));
    }

    [Fact]
    public void After_an_outage_that_all_have_seen_the_last_to_find_the_database_again_stays()
    {
        for (var i = 0; i < 30; i++)
        {
            Assert.Null(After(2, hasReached: false, othersReach: false));
        }

        Assert.Null(After(2, hasReached: false, othersReach: true));
        Assert.Null(After(2, hasReached: true, othersReach: true));
        Assert.Null(After(6, hasReached: false, othersReach: true));
    }

    [Fact]
    public void While_nothing_is_known_of_the_others_nobody_leaves_and_the_time_goes_on()
    {
        Assert.Null(After(2, hasReached: true, othersReach: true));
        Assert.Null(After(20, hasReached: false, othersReach: null));

        Assert.NotNull(After(2, hasReached: false, othersReach: true));
    }

    private TimeSpan? After(int seconds, bool hasReached, bool? othersReach)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return _isolation.Note(hasReached, othersReach);
    }
}
