using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class ShardHoldersTests
{
    private static readonly ShardId Shard = ShardId.Move(1, 0);
    private static readonly ShardId Other = ShardId.Move(1, 1);
    private readonly ShardHolders _holders = new(TimeSpan.FromSeconds(7));

    [Fact]
    public void A_shard_is_held_until_its_holder_lets_go()
    {
        _holders.Hold(Shard, "a", 1, At(0));

        Assert.True(_holders.IsHeldBy(Shard, "a", 1));
        _holders.Release(Shard, "a", 1, At(1));
        Assert.False(_holders.Any);
    }

    [Fact]
    public void Letting_go_of_an_older_attempt_changes_nothing()
    {
        _holders.Hold(Shard, "a", 1, At(0));
        _holders.Hold(Shard, "b", 2, At(1));

        Assert.False(_holders.Release(Shard, "a", 1, At(2)));
        Assert.False(_holders.Release(Shard, "b", 1, At(2)));

        Assert.True(_holders.IsHeldBy(Shard, "b", 2));
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(7.1, true)]
    public void A_silent_holder_loses_all_after_a_lease(double seconds, bool isLost)
    {
        _holders.Hold(Shard, "a", 1, At(0));
        _holders.Hold(Other, "b", 1, At(5));

        Assert.Equal(isLost, _holders.Expire(At(seconds)));
        Assert.Equal(!isLost, _holders.IsHeld(Shard));
        Assert.True(_holders.IsHeld(Other));
    }

    [Fact]
    public void A_renewal_keeps_what_it_names()
    {
        _holders.Hold(Shard, "a", 1, At(0));

        Assert.Empty(_holders.Renew("a", [(Shard, 1)], At(6)));

        Assert.False(_holders.Expire(At(12)));
        Assert.True(_holders.IsHeldBy(Shard, "a", 1));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(3.1, false)]
    public void What_a_renewal_does_not_name_is_free_unless_its_answer_is_under_way(double seconds, bool isHeld)
    {
        _holders.Hold(Shard, "a", 1, At(0));

        _holders.Renew("a", [], At(seconds));

        Assert.Equal(isHeld, _holders.IsHeld(Shard));
    }

    [Fact]
    public void A_new_table_believes_who_names_a_shard_that_nobody_has()
    {
        Assert.Empty(_holders.Renew("a", [(Shard, 4)], At(0)));

        Assert.True(_holders.IsHeldBy(Shard, "a", 4));
    }

    [Theory]
    [InlineData("b", 2)]
    [InlineData("a", 2)]
    public void Naming_a_shard_that_another_attempt_has_is_answered_as_lost(string holder, int attempt)
    {
        _holders.Hold(Shard, holder, attempt, At(0));

        Assert.Equal([Shard], _holders.Renew("a", [(Shard, 1)], At(1)));
        Assert.True(_holders.IsHeldBy(Shard, holder, attempt));
    }

    [Fact]
    public void A_renewal_during_the_handing_out_takes_the_real_attempt()
    {
        _holders.Hold(Shard, "a", 0, At(0));

        Assert.Empty(_holders.Renew("a", [(Shard, 3)], At(1)));
        Assert.True(_holders.IsHeldBy(Shard, "a", 3));
    }

    [Fact]
    public void Whoever_names_the_higher_attempt_has_the_shard_even_after_an_older_one_was_heard_first()
    {
        Assert.Empty(_holders.Renew("stale", [(Shard, 3)], At(0)));

        Assert.Empty(_holders.Renew("rightful", [(Shard, 4)], At(0.5)));

        Assert.True(_holders.IsHeldBy(Shard, "rightful", 4));
        Assert.Equal([Shard], _holders.Renew("stale", [(Shard, 3)], At(1)));
        Assert.True(_holders.IsHeldBy(Shard, "rightful", 4));
    }

    [Fact]
    public void Of_equal_attempts_the_first_that_was_heard_stays()
    {
        _holders.Renew("a", [(Shard, 1)], At(0));

        Assert.Equal([Shard], _holders.Renew("b", [(Shard, 1)], At(1)));

        Assert.True(_holders.IsHeldBy(Shard, "a", 1));
    }

    [Fact]
    public void A_renewal_that_is_heard_after_the_shard_came_back_does_not_hold_it_again()
    {
        _holders.Hold(Shard, "a", 1, At(0));
        _holders.Release(Shard, "a", 1, At(1));

        Assert.Empty(_holders.Renew("a", [(Shard, 1)], At(1.1)));

        Assert.False(_holders.Any);
    }

    [Fact]
    public void An_older_attempt_than_the_one_that_came_back_is_lost()
    {
        _holders.Hold(Shard, "b", 5, At(0));
        _holders.Release(Shard, "b", 5, At(1));

        Assert.Equal([Shard], _holders.Renew("a", [(Shard, 4)], At(1.1)));

        Assert.False(_holders.Any);
    }

    [Fact]
    public void A_shard_that_came_back_can_be_handed_out_and_renewed_again()
    {
        _holders.Hold(Shard, "a", 1, At(0));
        _holders.Release(Shard, "a", 1, At(1));
        _holders.Hold(Shard, "a", 1, At(2));

        Assert.Empty(_holders.Renew("a", [(Shard, 1)], At(3)));

        Assert.True(_holders.IsHeldBy(Shard, "a", 1));
    }

    [Fact]
    public void What_was_handed_out_and_never_arrived_is_free_although_its_holder_lives()
    {
        _holders.Hold(Shard, "a", 1, At(0));
        _holders.Hold(Other, "a", 1, At(2));

        Assert.Empty(_holders.Renew("a", [(Other, 1)], At(3.5)));

        Assert.False(_holders.IsHeld(Shard));
        Assert.True(_holders.IsHeldBy(Other, "a", 1));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
