using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Tests.Cloud.Http;

public sealed class HttpDateTests
{
    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Mon, 06 Nov 1994 08:49:37 GMT")]
    public void TryParse_takes_any_weekday(string text)
    {
        Assert.True(HttpDate.TryParse(text, out var time));
        Assert.Equal(new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero), time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("Sun, 31 Feb 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Xxx 1994 08:49:37 GMT")]
    public void TryParse_refuses_what_is_no_time(string text) => Assert.False(HttpDate.TryParse(text, out _));

    [Theory]
    [InlineData("2009-10-12T17:50:30.000Z", 0)]
    [InlineData("2009-10-12T17:50:30Z", 0)]
    [InlineData("2009-10-12T17:50:30.123Z", 1_230_000)]
    [InlineData("2009-10-12T17:50:30.1234567Z", 1_234_567)]
    [InlineData("2009-10-12T19:50:30.000+02:00", 0)]
    public void ParseIso_takes_any_fraction(string text, long ticks) =>
        Assert.Equal(new DateTimeOffset(2009, 10, 12, 17, 50, 30, TimeSpan.Zero).AddTicks(ticks), HttpDate.ParseIso(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday, about noon")]
    [InlineData("2009-13-12T17:50:30.000Z")]
    public void ParseIso_of_what_is_no_time_is_default(string text) => Assert.Equal(default, HttpDate.ParseIso(Encoding.ASCII.GetBytes(text)));
}
