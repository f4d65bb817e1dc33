using System.Text;
using OssTransfer.Storage.Cloud.Qiniu;

namespace OssTransfer.Vendors.Tests.Qiniu;

/// <summary>The vectors that the vendor's SDKs and manual publish.</summary>
public sealed class QiniuSignatureTests
{
    private static readonly KeyValuePair<string, string>[] Extra = [new("X-Qiniu-Aaa", "DDD"), new("X-Qiniu-Bbb", "BBB")];

    [Fact]
    public void A_text_is_signed() => Assert.Equal("ak:NDN8cM0rwosxhHJ6QAcI7ialr0g=", Sign("ak", "sk", "hello"));

    [Fact]
    public void A_request_of_the_old_form_is_signed() => Assert.Equal(
        "abcdefghklmnopq:T7F-SjxX7X2zI4Fc1vANiNt1AUE=",
        Sign("abcdefghklmnopq", "1234567890", "/callback\nname=sunflower.jpg&hash=Fn6qeQi4VDLQ347NiRm-RlQx_4O2&location=Shanghai&price=1500.00&uid=123"));

    [Fact]
    public void A_request_without_content_is_signed() =>
        Assert.Equal("ak:bgfeAqx6xXMIXA232e8ocxfhINc=", Service("GET", "/", "rs.qbox.me", null, [], ""));

    [Fact]
    public void A_form_is_signed_with_its_type() =>
        Assert.Equal("ak:oFWoJ99aQR9W5c2nH--qEuywWA0=", Service("GET", "/", "rs.qbox.me", "application/x-www-form-urlencoded", [], ""));

    [Fact]
    public void A_body_and_the_vendors_headers_are_signed() =>
        Assert.Equal("ak:eOaX4RziJPW9ywnJ02jshmEMfhI=", Service("GET", "/", "upload.qiniup.com", "application/json", Extra, "{\"name\": \"test\"}"));

    [Fact]
    public void A_query_is_signed_as_it_goes_out() =>
        Assert.Equal("ak:Z0kRph7PJaIkPfKbGQVvWQHgOig=", Service("GET", "/mkfile/sdf.jpg?s=er3&df", "upload.qiniup.com", null, Extra, ""));

    [Fact]
    public void A_download_is_signed_by_its_url() => Assert.Equal(
        "http://78re52.com1.z0.glb.clouddn.com/resource/flower.jpg?e=1451491200&token=MY_ACCESS_KEY:438dd8pXocjYuF-6dTcKMtETB2g=",
        QiniuSignature.SignedUrl("http://78re52.com1.z0.glb.clouddn.com/resource/flower.jpg", 1_451_491_200, "MY_ACCESS_KEY", "MY_SECRET_KEY"u8));

    [Fact]
    public void A_download_with_a_query_is_signed_behind_it() =>
        Assert.StartsWith("http://d/k?v=1&e=5&token=ak:", QiniuSignature.SignedUrl("http://d/k?v=1", 5, "ak", "sk"u8), StringComparison.Ordinal);

    private static string Sign(string accessKey, string secret, string text) => QiniuSignature.Sign(accessKey, Encoding.UTF8.GetBytes(secret), text);

    private static string Service(string method, string target, string host, string? type, KeyValuePair<string, string>[] headers, string body) =>
        Sign("ak", "sk", QiniuSignature.TextOf(method, target, host, type, headers, body));
}
