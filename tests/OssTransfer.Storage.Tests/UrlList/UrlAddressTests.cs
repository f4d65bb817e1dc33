using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Storage.Tests.UrlList;

public sealed class UrlAddressTests
{
    [Theory]
    [InlineData("http://h", "http://h/")]
    [InlineData("http://h?a", "http://h/?a")]
    [InlineData("HTTP://Host.Example:80/A", "http://host.example/A")]
    [InlineData("https://h:443/", "https://h/")]
    [InlineData("https://h:80/", "https://h:80/")]
    [InlineData("http://h:/", "http://h/")]
    [InlineData("http://h/a b\t\"<>\\^`{|}[]\u007f", "http://h/a%20b%09%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D%7F")]
    [InlineData("http://h/-._~:@!$&'()*+,;=/%41%zz%", "http://h/-._~:@!$&'()*+,;=/%41%25zz%25")]
    [InlineData("http://h/目?目=%E7", "http://h/%E7%9B%AE?%E7%9B%AE=%E7")]
    [InlineData("http://h//a/./b/../c/", "http://h//a/./b/../c/")]
    [InlineData("http://目录.example/", "http://xn--w2t383c.example/")]
    [InlineData("http://目录。example/", "http://xn--w2t383c.example/")]
    [InlineData("http://BÜCHER.de/", "http://xn--bcher-kva.de/")]
    [InlineData("http://[::1]:8080/a", "http://[::1]:8080/a")]
    [InlineData("http://h_1.example./", "http://h_1.example./")]
    public void Url_goes_out_by_one_rule(string text, string url) => Assert.Equal(url, UrlAddress.Of(Encoding.UTF8.GetBytes(text)).Url);

    [Fact]
    public void Bytes_that_are_no_utf8_go_out_as_they_are() =>
        Assert.Equal("http://h/%C4%BF%C2%BC", UrlAddress.Of([.. "http://h/"u8, 0xC4, 0xBF, 0xC2, 0xBC]).Url);

    [Theory]
    [InlineData("http://h/a?sig=1", "http://h/a?***")]
    [InlineData("http://h/a?", "http://h/a?***")]
    [InlineData("http://h/a\r\nb", "http://h/a%0D%0Ab")]
    public void Messages_show_no_query(string text, string shown) => Assert.Equal(shown, UrlAddress.Of(Encoding.UTF8.GetBytes(text)).Shown);

    // RFC 3986 section 5.4, but for its ';' and schemes of the seventies.
    [Theory]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g/")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData("#s", "http://a/b/c/d;p?q")]
    [InlineData("g#s", "http://a/b/c/g")]
    [InlineData("g;x=1/../y", "http://a/b/c/y")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("./", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../..", "http://a/")]
    [InlineData("../../g", "http://a/g")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("/./g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData("..g", "http://a/b/c/..g")]
    [InlineData("g?y/../x", "http://a/b/c/g?y/../x")]
    [InlineData("g?http://x", "http://a/b/c/g?http://x")]
    [InlineData("http://g/./x/../y", "http://g/./x/../y")]
    [InlineData("https://g:8443/x?y#z", "https://g:8443/x?y")]
    public void Redirect_is_resolved_as_the_standard_says(string location, string url) =>
        Assert.Equal(url, UrlRedirect.Resolve(UrlAddress.Of("http://a/b/c/d;p?q"u8), location).Url);

    [Fact]
    public void Redirect_in_raw_bytes_keeps_them() =>
        Assert.Equal("http://a/%E7%9B%AE", UrlRedirect.Resolve(UrlAddress.Of("http://a/"u8), Encoding.Latin1.GetString("/目"u8)).Url);

    [Fact]
    public void Redirect_from_https_to_http_is_refused()
    {
        var failure = Assert.Throws<StorageException>(() => UrlRedirect.Resolve(UrlAddress.Of("https://a/"u8), "http://a/?sig=1"));

        Assert.Equal(StorageErrorKind.Denied, failure.Kind);
        Assert.DoesNotContain("sig", failure.Message, StringComparison.Ordinal);
        Assert.Equal("https://a/x", UrlRedirect.Resolve(UrlAddress.Of("https://a/"u8), "/x").Url);
    }

    [Property(MaxTest = 2000)]
    public Property Any_url_goes_out_in_ascii_that_a_request_line_can_hold_or_not_at_all() =>
        Prop.ForAll(Bytes("http://", "https://h/", "目", "%", "%4", "?", "[", "::1]", ":80", " ", "\r\n", ".", "é"), bytes =>
        {
            if (Try(() => UrlAddress.Of(bytes)) is not { } address)
            {
                return;
            }

            Assert.DoesNotContain(address.Url, c => c is <= ' ' or >= '\u007f' or '#');
            Assert.StartsWith("/", address.Target, StringComparison.Ordinal);

            // What was escaped once is as it should be.
            Assert.Equal(address.Url, UrlAddress.Of(Encoding.ASCII.GetBytes(address.Url)).Url);
        });

    [Property(MaxTest = 2000)]
    public Property Any_location_leads_somewhere_or_is_refused() =>
        Prop.ForAll(Bytes("http://", "https://h/", "//", "/", "..", ".", "?", "#", "@", ":", "javascript:", "é", "\\"), bytes =>
        {
            var to = Try(() => UrlRedirect.Resolve(UrlAddress.Of("https://a/b/c?d"u8), Encoding.Latin1.GetString(bytes)));

            Assert.True(to is null or { IsHttps: true });
        });

    private static Arbitrary<byte[]> Bytes(params string[] scraps) =>
        Gen.ListOf(Gen.OneOf(Gen.Elements<string>(scraps).Select(Encoding.UTF8.GetBytes), Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), 2)))
            .Select(pieces => (byte[])[.. "http://"u8, .. pieces.SelectMany(piece => piece)]).ToArbitrary();

    private static UrlAddress? Try(Func<UrlAddress> make)
    {
        try
        {
            return make();
        }
        catch (StorageException)
        {
            return null;
        }
    }
}
