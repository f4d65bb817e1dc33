using OssTransfer.Grains.Workers.Runners;

namespace OssTransfer.Grains.Tests.Workers;

public sealed class ListSliceTests
{
    [Theory]
    [InlineData(0, 20)]
    [InlineData(2, 20)]
    [InlineData(30, 300)]
    [InlineData(600, 600)]
    public void A_slice_is_worth_the_time_that_finding_its_place_took(int untilFirstPage, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), ListRunner.SliceOf(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(untilFirstPage)));
}
