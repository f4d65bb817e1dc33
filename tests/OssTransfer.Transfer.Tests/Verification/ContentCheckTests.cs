using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Tests.Verification;

public sealed class ContentCheckTests
{
    private const int PartBytes = 100_000;

    private readonly Crossing _crossing = new() { Options = new() { PartBytes = PartBytes } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData((2 * PartBytes) + 1)]
    public async Task Reading_both_sides_again_finds_them_equal(int size)
    {
        Seed(size, Content.Of(size));

        Assert.Equal(ContentMatch.Equal, (await _crossing.Engine.CompareContentAsync(_crossing.Context, _crossing.Item("k"), Token)).Match);
    }

    [Theory]
    [InlineData(70)]
    [InlineData((2 * PartBytes) + 1)]
    public async Task Silent_rot_is_found(int size)
    {
        Seed(size, Content.Of(size));
        _crossing.Destination.Rot(Crossing.Key("k"));

        Assert.Equal(ContentMatch.Differs, (await _crossing.Engine.CompareContentAsync(_crossing.Context, _crossing.Item("k"), Token)).Match);
    }

    [Fact]
    public async Task What_is_not_there_is_missing()
    {
        _crossing.Source.Seed("k", Content.Of(5));

        Assert.Equal(ContentMatch.Missing, (await _crossing.Engine.CompareContentAsync(_crossing.Context, _crossing.Item("k"), Token)).Match);
    }

    [Fact]
    public async Task A_source_that_is_gone_is_the_sources_failure()
    {
        Seed(5, Content.Of(5));
        var item = _crossing.Item("k");
        _crossing.Source.Remove(Crossing.Key("k"));

        var check = await _crossing.Engine.CompareContentAsync(_crossing.Context, item, Token);

        Assert.Equal((ContentMatch.Unknown, TransferSide.Source, StorageErrorKind.NotFound), (check.Match, check.Failure!.Side, check.Failure.Kind));
    }

    [Fact]
    public async Task Content_is_read_back_in_the_parts_it_was_sent_in()
    {
        _crossing.Source.Seed("k", Content.Of(3 * PartBytes));
        var outcome = await new LargeObjects.LargeObjectDriver(_crossing).MoveAsync(_crossing.Item("k"));

        Assert.Equal(ContentMatch.Equal, await CheckAsync(outcome));
        _crossing.Destination.Rot(Crossing.Key("k"));
        Assert.Equal(ContentMatch.Differs, await CheckAsync(outcome));
    }

    private async Task<ContentMatch> CheckAsync(TransferOutcome outcome) =>
        (await _crossing.Engine.ReadBackAsync(_crossing.GuardedDestination, Crossing.Key("k"), outcome.Size, outcome.Digest!.Value, null, Token)).Match;

    private void Seed(int size, byte[] there)
    {
        _crossing.Source.Seed("k", Content.Of(size));
        _crossing.Destination.Seed("k", there);
    }
}
