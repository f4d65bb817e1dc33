using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Planning;

public sealed class ListingTallyTests
{
    [Fact]
    public void Total_that_no_number_holds_is_the_greatest_and_never_below_zero()
    {
        var tally = new ListingTally();
        tally.Listed(ObjectKey.From("a"), long.MaxValue);
        tally.Listed(ObjectKey.From("b"), 1);
        tally.Vanished(long.MaxValue);
        tally.Vanished(long.MaxValue);

        var counts = tally.ToCounts();
        var both = counts.Add(counts);

        Assert.Equal((2, long.MaxValue, long.MaxValue), (counts.Objects, counts.Bytes, counts.Vanished!.Bytes));
        Assert.Equal((4, long.MaxValue, long.MaxValue), (both.Objects, both.Bytes, both.Vanished!.Bytes));
    }
}
