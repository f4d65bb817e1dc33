using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Tests.LargeObjects;

public sealed class WholeTransferTests
{
    private const int PartBytes = 50_000;

    private readonly Crossing _crossing = new(hidesSizes: true) { Options = new() { PartBytes = PartBytes } };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PartBytes - 1)]
    [InlineData(PartBytes)]
    [InlineData(PartBytes + 1)]
    [InlineData((4 * PartBytes) + 7)]
    public async Task A_body_of_unknown_length_arrives_whole(int size)
    {
        var content = Content.Of(size);
        _crossing.Source.Seed("k", content);

        var outcome = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, (long)size, true), (outcome.Kind, outcome.Size, outcome.SourceUnproven));
        Assert.Equal(size == 0 ? ProofKind.Md5 : ProofKind.Md5Parts, outcome.Proof);
        Assert.Equal(content, _crossing.Arrived("k"));
        Assert.Equal(0, _crossing.Destination.PendingUploads);
    }

    [Fact]
    public async Task A_body_that_breaks_off_begins_again_with_the_same_upload()
    {
        _crossing.Source.Seed("k", Content.Of(4 * PartBytes));
        _crossing.SourceFaults.CutBody(StoreOperation.Open, (2 * PartBytes) + 10);

        var outcome = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, 6L * PartBytes), (outcome.Kind, outcome.BytesSent));
        Assert.Equal(_crossing.Source.Find("k")!.Content, _crossing.Arrived("k"));
        Assert.Equal(1, _crossing.Destination.Requests(StoreOperation.Initiate));
    }

    [Fact]
    public async Task A_body_longer_than_all_parts_fails_and_leaves_no_upload()
    {
        var crossing = new Crossing(hidesSizes: true, destination: MemoryStore.DefaultTraits with { MaxParts = 3, UnequalParts = false });
        crossing.Options = new() { PartBytes = PartBytes };
        crossing.Source.Seed("k", Content.Of((3 * PartBytes) + 1));

        var outcome = await new LargeObjectDriver(crossing).MoveAsync(crossing.Item("k") with { Size = null });

        Assert.Equal((OutcomeKind.Failed, StorageErrorKind.TooLarge, 0), (outcome.Kind, outcome.Failure!.Kind, crossing.Destination.PendingUploads));
    }

    [Theory]
    [InlineData(PartBytes, 1)]
    [InlineData((4 * PartBytes) + 7, 2)]
    public async Task A_source_without_slices_is_read_in_one_go_and_after_an_interruption_again(int size, int reads)
    {
        var crossing = new Crossing(readsOnlyWhole: true) { Options = new() { PartBytes = PartBytes } };
        crossing.Source.Seed("k", Content.Of(size));
        if (reads > 1)
        {
            crossing.SourceFaults.CutBody(StoreOperation.Open, (2 * PartBytes) + 10);
        }

        var outcome = await new LargeObjectDriver(crossing).MoveAsync(crossing.Item("k"));

        Assert.Equal((OutcomeKind.Transferred, (long)size), (outcome.Kind, outcome.Size));
        Assert.Equal(crossing.Source.Find("k")!.Content, crossing.Arrived("k"));
        Assert.Equal(reads, crossing.Source.Requests(StoreOperation.Open));
    }

    [Theory]
    [InlineData(SliceLie.None)]
    [InlineData(SliceLie.OtherSize)]
    [InlineData(SliceLie.OtherVersion)]
    public async Task What_comes_as_no_slice_of_a_version_that_has_not_changed_is_read_in_one_go(SliceLie lie)
    {
        var crossing = new Crossing(lie: lie) { Options = new() { PartBytes = PartBytes } };
        crossing.Source.Seed("k", Content.Of((4 * PartBytes) + 7));

        var outcome = await new LargeObjectDriver(crossing).MoveAsync(crossing.Item("k"));

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts), (outcome.Kind, outcome.Proof));
        Assert.Equal(crossing.Source.Find("k")!.Content, crossing.Arrived("k"));
        Assert.Equal(0, crossing.Destination.PendingUploads);
    }

    [Theory]
    [InlineData(SliceLie.None)]
    [InlineData(SliceLie.OtherSize)]
    [InlineData(SliceLie.OtherVersion)]
    public async Task A_body_that_breaks_off_begins_again_where_its_rest_comes_as_no_slice_of_it(SliceLie lie)
    {
        var crossing = new Crossing(lie: lie);
        crossing.Source.Seed("k", Content.Of(150_000));
        crossing.SourceFaults.CutBody(StoreOperation.Open, 70_000);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        Assert.Equal(crossing.Source.Find("k")!.Content, crossing.Arrived("k"));
    }

    [Theory]
    [InlineData(SliceLie.None)]
    [InlineData(SliceLie.OtherSize)]
    [InlineData(SliceLie.OtherVersion)]
    public async Task Reading_back_goes_in_one_stream_where_slices_are_none(SliceLie lie)
    {
        var crossing = new Crossing(lie: lie) { Options = new() { PartBytes = PartBytes } };
        crossing.Source.Seed("k", Content.Of((4 * PartBytes) + 7));
        crossing.Destination.Seed("k", Content.Of((4 * PartBytes) + 7));

        var check = await crossing.Engine.CompareContentAsync(crossing.Context, crossing.Item("k"), TestContext.Current.CancellationToken);

        Assert.Equal((ContentMatch.Equal, null), (check.Match, check.Failure?.Reason));
    }

    [Fact]
    public async Task A_small_object_of_a_source_without_slices_is_read_again_when_it_breaks_off()
    {
        var crossing = new Crossing(readsOnlyWhole: true);
        crossing.Source.Seed("k", Content.Of(150_000));
        crossing.SourceFaults.CutBody(StoreOperation.Open, 70_000);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        Assert.Equal(crossing.Source.Find("k")!.Content, crossing.Arrived("k"));
    }

    private Task<TransferOutcome> MoveAsync() => new LargeObjectDriver(_crossing).MoveAsync(_crossing.Item("k") with { Size = null });
}
