using OssTransfer.Storage.Cloud.Aliyun;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Tests.Cloud.Aliyun;

/// <summary>The vectors that the vendor's SDK publishes in its tests.</summary>
public sealed class OssV1Tests
{
    private const string Date = "Wed, 28 Dec 2022 10:27:41 GMT";

    [Fact]
    public void Sign_put_object_gives_the_published_signature() => Assert.Equal("kSHKmLxlyEAKtZPkJhG9bZb5k7M=", SignPut());

    [Fact]
    public void Sign_with_sub_resource_gives_the_published_signature() =>
        Assert.Equal("/afkugFbmWDQ967j1vr6zygBLQk=", SignPut(parameters: [new("acl", "")]));

    [Fact]
    public void Sign_with_token_gives_the_published_signature() =>
        Assert.Equal("H3PAlN3Vucn74tPVEqaQC4AnLwQ=", SignPut(new KeyValuePair<string, string>("x-oss-security-token", "token")));

    [Fact]
    public void Sign_of_a_bucket_gives_the_published_signature() => Assert.Equal(
        "vkQmfuUDyi1uDi3bKt67oemssIs=",
        OssV1.Sign("sk"u8, "GET", "", "", Date, [new("x-oss-date", Date)], OssV1.Resource("examplebucket", default, [new("resourceGroup", "")])));

    [Fact]
    public void Sign_of_a_url_gives_the_published_signature() => Assert.Equal(
        "dcLTea+Yh9ApirQ8o8dOPqtvJXQ=",
        OssV1.Sign("sk"u8, "GET", "", "", "1699807420", [], OssV1.Resource("bucket", ObjectKey.From("key"), [new("versionId", "versionId")])));

    [Fact]
    public void Sign_of_a_url_with_token_gives_the_published_signature() => Assert.Equal(
        "jzKYRrM5y6Br0dRFPaTGOsbrDhY=",
        OssV1.Sign("sk"u8, "GET", "", "", "1699808204", [], OssV1.Resource("bucket", ObjectKey.From("key+123"), [new("security-token", "token"), new("versionId", "versionId")])));

    [Fact]
    public void Date_is_spelt_as_the_vendor_wants_it() =>
        Assert.Equal(Date, SigningTime.Of(new DateTimeOffset(2022, 12, 28, 10, 27, 41, TimeSpan.Zero)).HttpDate);

    private static string SignPut(KeyValuePair<string, string>? last = null, KeyValuePair<string, string>[]? parameters = null)
    {
        List<KeyValuePair<string, string>> headers = [new("x-oss-date", Date), new("x-oss-meta-author", "alice"), new("x-oss-meta-magic", "abracadabra")];
        if (last is { } header)
        {
            headers.Add(header);
        }

        var resource = OssV1.Resource("examplebucket", ObjectKey.From("nelson"), parameters ?? []);
        return OssV1.Sign("sk"u8, "PUT", "eB5eJF1ptWaXm4bijSPyxw==", "text/html", Date, headers, resource);
    }
}
