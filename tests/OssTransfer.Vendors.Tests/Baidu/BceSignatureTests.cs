using OssTransfer.Storage.Cloud.Baidu;

namespace OssTransfer.Vendors.Tests.Baidu;

/// <summary>The vector that the vendor's manual publishes.</summary>
public sealed class BceSignatureTests
{
    private const string Prefix = "bce-auth-v1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/2015-04-27T08:23:49Z/1800";
    private const string Key = "1d5ce5f464064cbee060330d973218821825ac6952368a482a592e6615aef479";

    [Fact]
    public void The_signing_key_is_derived() => Assert.Equal(Key, BceSignature.SigningKey(Prefix, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"u8));

    [Fact]
    public void A_request_is_signed() => Assert.Equal(
        $"{Prefix}/content-length;content-md5;content-type;host;x-bce-date/d74a04362e6a848f5b39b15421cb449427f419c95a480fd6b8cf9fc783e2999e",
        BceSignature.Authorize(
            Prefix, Key, "PUT", "/v1/test/myfolder/readme.txt", "uploadId=a44cc9bab11cbd156984767aad637851&partNumber=9",
            [
                new("host", "bj.bcebos.com"),
                new("content-type", "text/plain"),
                new("content-length", "8"),
                new("content-md5", "NFzcPqhviddjRNnSOGo4rw=="),
                new("x-bce-date", "2015-04-27T08:23:49Z"),
            ]));

    [Fact]
    public void Fields_are_sorted_with_their_values()
    {
        var one = BceSignature.Authorize(Prefix, Key, "GET", "/", "text=&text1=%E6%B5%8B&text10=test", []);
        var other = BceSignature.Authorize(Prefix, Key, "GET", "/", "text10=test&text1=%E6%B5%8B&text=", []);

        Assert.Equal(one, other);
    }
}
