using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>The examples that AWS publishes for signatures in the Authorization header of S3.</summary>
public sealed class SigV4Tests
{
    private const string Host = "examplebucket.s3.amazonaws.com";
    private static readonly SigningTime Time = SigningTime.Of(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));
    private static readonly SigningKey Key = SigningKey.Derive(
        "AKIAIOSFODNN7EXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), Time.Day, "us-east-1");

    [Fact]
    public void Authorize_get_object_gives_the_published_signature()
    {
        var authorization = Sign("GET", "/test.txt", "", SigV4.EmptyPayload, ("range", "bytes=0-9"));

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
            + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
            + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            authorization);
    }

    [Fact]
    public void Authorize_put_object_gives_the_published_signature()
    {
        var authorization = Sign(
            "PUT",
            PercentEncoding.EncodePath("/test$file.text"u8),
            "",
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            ("date", "Fri, 24 May 2013 00:00:00 GMT"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"));

        Assert.EndsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void Authorize_get_bucket_lifecycle_gives_the_published_signature()
    {
        var authorization = Sign("GET", "/", new CloudQuery().Add("lifecycle").ToString(), SigV4.EmptyPayload);

        Assert.EndsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void Authorize_list_objects_gives_the_published_signature()
    {
        var authorization = Sign("GET", "/", new CloudQuery().Add("prefix", "J").Add("max-keys", "2").ToString(), SigV4.EmptyPayload);

        Assert.EndsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7", authorization, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a  b", "a b")]
    [InlineData("  a b ", "a b")]
    public void Authorize_signs_header_values_without_needless_spaces(string value, string same) =>
        Assert.Equal(
            Sign("GET", "/k", "", SigV4.EmptyPayload, ("x-amz-meta-a", same)),
            Sign("GET", "/k", "", SigV4.EmptyPayload, ("x-amz-meta-a", value)));

    [Fact]
    public void Key_prints_no_secret() => Assert.Equal("AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request", Key.ToString());

    private static string Sign(string method, string path, string query, string payloadHash, params (string Name, string Value)[] more)
    {
        var headers = more.Append(("host", Host)).Append(("x-amz-content-sha256", payloadHash)).Append(("x-amz-date", Time.Stamp))
            .Select(header => KeyValuePair.Create(header.Item1, header.Item2))
            .OrderBy(header => header.Key, StringComparer.Ordinal);
        return SigV4.Authorize(Key, Time, method, path, query, [.. headers], payloadHash);
    }
}
