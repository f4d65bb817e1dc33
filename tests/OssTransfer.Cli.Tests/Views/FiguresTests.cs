using System.Globalization;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Tests.Views;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_950, "1.0 MB")]
    [InlineData(276_000_000, "276.0 MB")]
    [InlineData(9.2e18, "9.2 EB")]
    public void Bytes_are_decimal(double bytes, string expected) => Assert.Equal(expected, Figures.Bytes(bytes));

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(86399, "23:59:59")]
    [InlineData(86400, "1d 00:00:00")]
    public void Durations_are_clocks(long seconds, string expected) => Assert.Equal(expected, Figures.Duration(seconds));

    [Fact]
    public void Time_is_that_of_the_readers_zone()
    {
        var time = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.FromHours(8));

        Assert.Equal(time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture), Figures.Time(time));
    }
}
