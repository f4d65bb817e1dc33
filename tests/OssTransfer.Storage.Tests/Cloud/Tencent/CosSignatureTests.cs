using OssTransfer.Storage.Cloud.Tencent;

namespace OssTransfer.Storage.Tests.Cloud.Tencent;

/// <summary>The vectors that the vendor's SDK publishes in its tests.</summary>
public sealed class CosSignatureTests
{
    [Fact]
    public void SignKey_is_the_published_one() =>
        Assert.Equal(
            "95d110a8ead64cac52083100db75b7e3f369e72f", CosSignature.SignKey(new Secret("AKIDZfbOA78asKUYBcXFrJD0a1ICvR98JM"), "1480932292;1481012292"));

    [Fact]
    public void Authorize_with_headers_gives_the_published_signature()
    {
        var authorization = Authorize(
            "QmFzZTY0IGlzIGEgZ2VuZXJp",
            "AKIDZfbOA78asKUYBcXFrJD0a1ICvR98JM",
            "1480932292;1481012292",
            "/testfile2",
            [],
            [
                new("host", "testbucket-125000000.cos.ap-guangzhou.myqcloud.com"),
                new("x-cos-content-sha1", "db8ac1c259eb89d4a131b253bacfca5f319d54f2"),
                new("x-cos-stroage-class", "nearline"),
            ]);

        Assert.Equal(
            "q-sign-algorithm=sha1&q-ak=QmFzZTY0IGlzIGEgZ2VuZXJp&q-sign-time=1480932292;1481012292&q-key-time=1480932292;1481012292"
            + "&q-header-list=host;x-cos-content-sha1;x-cos-stroage-class&q-url-param-list=&q-signature=ce4ac0ecbcdb30538b3fee0a97cc6389694ce53a",
            authorization);
    }

    [Theory]
    [InlineData(null, "820975b5a8eccce9455b94d4ebed14d66654bf3c")]
    [InlineData("test", "7757e84ed5f8953eafc30afcd2a5d1ad68e00d67")]
    public void Authorize_without_headers_gives_the_published_signature(string? parameter, string signature)
    {
        var authorization = Authorize(
            "QmFzZTY0IGlzIGEgZ*******",
            "ZfbOA78asKUYBcXFrJD0a1I*******",
            "1622702557;1622706157",
            "/test.jpg",
            parameter is null ? [] : [new(parameter, "params")],
            []);

        Assert.EndsWith($"&q-url-param-list={parameter}&q-signature={signature}", authorization, StringComparison.Ordinal);
    }

    private static string Authorize(
        string id, string secret, string keyTime, string path, KeyValuePair<string, string>[] parameters, KeyValuePair<string, string>[] headers) =>
        CosSignature.Authorize(
            id, CosSignature.SignKey(new Secret(secret), keyTime), keyTime, "put", System.Text.Encoding.UTF8.GetBytes(path), parameters, headers);
}
