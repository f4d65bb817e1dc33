using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Shards;

/// <summary>What went out is counted over all attempts at a shard, and where one was killed the count says that it is the least.</summary>
public sealed class ShardSendsTests
{
    private static readonly ShardManifest Manifest = new(
        [.. "abc".Select(key => new ManifestEntry(ObjectKey.From(key.ToString()), EntryAction.Send, new(10, DateTimeOffset.UnixEpoch, null)))])
    {
        SeenAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly ShardSends ToldAll = ShardSends.None with { IsComplete = true };

    [Fact]
    public void What_is_told_of_objects_without_outcome_counts_until_their_outcome_tells_it()
    {
        var told = Applied(ShardProgress.Start(3), [Ended(0)], Told((1, new(1, 15)), (2, new(0, 3))));
        var ended = Applied(told, [Ended(1) with { ObjectsSent = 2, BytesSent = 25 }]);

        Assert.Equal((2L, 28L), SentOf(told));
        Assert.Equal((3L, 38L), SentOf(ended));
    }

    [Fact]
    public void What_is_told_again_is_not_counted_twice()
    {
        var once = Applied(ShardProgress.Start(3), [], Told((1, new(1, 15))));

        Assert.Equal((1L, 15L), SentOf(Applied(once, [], Told((1, new(1, 15))))));
        Assert.Equal((2L, 25L), SentOf(Applied(once, [], Told((1, new(2, 25))))));
    }

    [Fact]
    public void What_went_out_of_a_large_object_counts_while_it_is_under_way()
    {
        var delta = ProgressCodec.Encode(Manifest, [], [new(2, new LargeObjectState { Index = 2, BytesSent = 70 })]);

        Assert.Equal((0L, 70L), SentOf(ProgressCodec.Apply(Manifest, ShardProgress.Start(3), delta)));
    }

    [Fact]
    public void A_killed_attempt_makes_the_count_the_least_for_good()
    {
        var next = Stored(Applied(ShardProgress.Start(3), [Ended(0)]).Superseded(Manifest));
        var over = Applied(Applied(next, [Ended(1)], ToldAll).Superseded(Manifest), [Ended(2)]);

        Assert.True(ShardResult.Of(Manifest, next).SentAtLeast);
        Assert.True(ShardResult.Of(Manifest, over).SentAtLeast);
        Assert.Equal(new EarlierAttempts(default) { MayHaveSentMore = true }, next.AttemptsAt(1, Manifest));
    }

    [Fact]
    public void An_attempt_that_told_all_or_left_nothing_to_do_leaves_the_count_exact()
    {
        var told = Applied(ShardProgress.Start(3), [Ended(0)], Told((1, new(1, 10))) with { IsComplete = true });
        var next = Stored(told.Superseded(Manifest));
        var over = Applied(next, [Ended(1), Ended(2)]).Superseded(Manifest);

        Assert.False(ShardResult.Of(Manifest, told).MayHaveSentMore);
        Assert.Equal((false, true), (ShardResult.Of(Manifest, next).SentAtLeast, ShardResult.Of(Manifest, next).MayHaveSentMore));
        Assert.Equal((false, false), (ShardResult.Of(Manifest, over).SentAtLeast, ShardResult.Of(Manifest, over).MayHaveSentMore));
        Assert.Equal(new EarlierAttempts(new(1, 10)), next.AttemptsAt(1, Manifest));
    }

    [Fact]
    public void A_first_attempt_has_none_before_it() => Assert.Null(ShardProgress.Start(3).AttemptsAt(0, Manifest));

    [Fact]
    public void What_the_destination_held_is_unknown_where_the_manifest_does_not_say_when_it_was_looked_at()
    {
        var manifest = new ShardManifest(Manifest.Entries);

        Assert.False(ShardProgress.Start(3).Superseded(manifest).AttemptsAt(0, manifest)!.MayHaveSentMore);
    }

    [Fact]
    public void What_the_service_copied_by_itself_is_counted_apart()
    {
        var progress = Applied(ShardProgress.Start(3), [Ended(0), Ended(1) with { ObjectsSent = 0, BytesSent = 0, CopiedInside = true }]);

        var result = ShardResultCodec.Decode(ShardResultCodec.Encode(ShardResult.Of(Manifest, Stored(progress))));

        Assert.Equal((1L, 10L, 1L, 10L), (result.ObjectsSent, result.BytesSent, result.ObjectsCopiedInside, result.BytesCopiedInside));
        Assert.Equal(20, result.BytesTransferred);
    }

    /// <summary>Results of this and of older versions: without later proofs, with them, with what is in doubt, with all.</summary>
    [Theory]
    [InlineData("", 0, 0, 0, 0, 0, false, 0)]
    [InlineData("1516", 21, 22, 0, 0, 0, false, 0)]
    [InlineData("151617", 21, 22, 23, 0, 0, false, 0)]
    [InlineData("151617011819", 21, 22, 23, 24, 25, true, 0)]
    [InlineData("1516170118190000001A", 21, 22, 23, 24, 25, true, 26)]
    public void A_result_of_an_older_version_is_read(
        string behind, long contentMd5, long checksum, long inDoubt, long copied, long bytesCopied, bool isLeast, long size)
    {
        var result = ShardResultCodec.Decode(Convert.FromHexString("0102030405060708" + "090A0B0C0D0E" + "0F10111213" + new string('0', 32) + behind));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], result.Objects);
        Assert.Equal([9, 10, 11, 12, 13, 14, contentMd5, checksum, size], result.Proofs);
        Assert.Equal((15L, 16L, 17L, 18L, 19L), (result.SourceUnproven, result.BytesTransferred, result.ObjectsSent, result.BytesSent, result.MetadataDropped));
        Assert.Equal((inDoubt, copied, bytesCopied, isLeast), (result.InDoubt, result.ObjectsCopiedInside, result.BytesCopiedInside, result.SentAtLeast));
    }

    private static TransferOutcome Ended(int index) => new(index, OutcomeKind.Transferred) { Size = 10, ObjectsSent = 1, BytesSent = 10 };

    private static ShardSends Told(params (int Index, SentCount Sent)[] told) =>
        ShardSends.None with { Unfinished = ShardSends.None.Unfinished.AddRange(told.Select(told => KeyValuePair.Create(told.Index, told.Sent))) };

    private static ShardProgress Applied(ShardProgress progress, TransferOutcome[] outcomes, ShardSends? sends = null) =>
        ProgressCodec.Apply(Manifest, progress, ProgressCodec.Encode(Manifest, outcomes, [], null, sends));

    private static ShardProgress Stored(ShardProgress progress) => ProgressCodec.Decode(Manifest, ProgressCodec.Encode(Manifest, progress));

    private static (long Objects, long Bytes) SentOf(ShardProgress progress)
    {
        var result = ShardResult.Of(Manifest, Stored(progress));
        return (result.ObjectsSent, result.BytesSent);
    }
}
