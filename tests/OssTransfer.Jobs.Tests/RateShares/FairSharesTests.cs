using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.RateShares;

namespace OssTransfer.Jobs.Tests.RateShares;

public sealed class FairSharesTests
{
    private const double Least = 1e-9;
    private const double All = double.PositiveInfinity;

    [Theory]
    [InlineData(new[] { All }, new[] { 12.0 })]
    [InlineData(new[] { 0.0 }, new[] { 12.0 })]
    [InlineData(new[] { All, All, All }, new[] { 4.0, 4, 4 })]
    [InlineData(new[] { All, 2, All }, new[] { 5.0, 2, 5 })]
    [InlineData(new[] { 5, 2, All }, new[] { 5.0, 2, 5 })]
    [InlineData(new[] { 3, 3.0 }, new[] { 6.0, 6 })]
    [InlineData(new double[0], new double[0])]
    public void What_one_leaves_goes_to_those_who_want_it(double[] demands, double[] shares) =>
        Assert.Equal(shares, FairShares.Divide(12, demands));

    [Property(MaxTest = 500)]
    public Property Shares_add_up_to_the_whole_and_nobody_can_have_more_without_taking_it_from_one_who_has_less()
    {
        var demand = Gen.OneOf(Gen.Choose(0, 1000).Select(value => value / 7.0), Gen.Constant(All));
        var cases =
            from whole in Gen.Choose(1, 2000)
            from demands in Gen.NonEmptyListOf(demand)
            select (Whole: whole / 3.0, Demands: demands.ToArray());

        return Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var shares = FairShares.Divide(c.Whole, c.Demands);

            Assert.Equal(c.Whole, shares.Sum(), c.Whole * Least);
            var unsatisfied = shares.Zip(c.Demands).Where(pair => pair.First < pair.Second - (c.Whole * Least)).Select(pair => pair.First).ToList();
            Assert.All(unsatisfied, share => Assert.True(share >= shares.Max() - (c.Whole * Least)));
            Assert.All(shares.Zip(c.Demands), pair => Assert.True(pair.First >= Math.Min(pair.Second, c.Whole / shares.Length) - (c.Whole * Least)));
        });
    }
}
