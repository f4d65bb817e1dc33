using System.Text;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.Qiniu;

namespace OssTransfer.Vendors.Tests.Qiniu;

public sealed class ListMarkerTests
{
    [Fact]
    public void A_marker_that_names_the_last_key_shows_how_another_is_made()
    {
        var made = ListMarker.Behind(Marker("{\"c\":0,\"k\":\"dir/a\"}"), Key("dir/a"), Key("dir/\u4e2d \"b\""));

        Assert.Equal("{\"c\":0,\"k\":\"dir/\\u4E2D \\u0022b\\u0022\"}", Encoding.UTF8.GetString(UrlSafeBase64.Decode(made!)!));
    }

    [Theory]
    [InlineData("{\"c\":0,\"k\":\"another\"}")]
    [InlineData("{\"c\":0}")]
    [InlineData("{\"k\":7}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("text")]
    public void Another_marker_shows_nothing(string text) => Assert.Null(ListMarker.Behind(Marker(text), Key("dir/a"), Key("dir/b")));

    [Theory]
    [InlineData("!")]
    [InlineData("AAAA")]
    public void What_is_no_base64_or_no_json_shows_nothing(string marker) => Assert.Null(ListMarker.Behind(marker, Key("dir/a"), Key("dir/b")));

    private static string Marker(string text) => UrlSafeBase64.Encode(Encoding.UTF8.GetBytes(text));

    private static ObjectKey Key(string text) => ObjectKey.From(text);
}
