using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Storage.Tests.Cloud.Http;

public sealed class EntityTagTests
{
    private const string Md5 = "d41d8cd98f00b204e9800998ecf8427e";

    [Theory]
    [InlineData("\"abc\"", "abc")]
    [InlineData("abc", "abc")]
    [InlineData("W/\"abc\"", "abc")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Bare_is_without_quotes(string? header, string? etag) => Assert.Equal(etag, EntityTag.Bare(header));

    [Theory]
    [InlineData(Md5, false, DigestKind.Md5, 0)]
    [InlineData("D41D8CD98F00B204E9800998ECF8427E", false, DigestKind.Md5, 0)]
    [InlineData(Md5 + "-12", false, DigestKind.Md5OfParts, 12)]
    public void Digest_is_what_the_etag_stands_for(string etag, bool encrypted, DigestKind kind, int parts)
    {
        var digest = EntityTag.Digest(etag, StoreProfiles.Aws.Traits.ForObject(encrypted));

        Assert.Equal((kind, parts, Md5), (digest!.Kind, digest.Parts, Convert.ToHexStringLower(digest.Value.Span)));
    }

    [Theory]
    [InlineData(Md5, true)]
    [InlineData(Md5 + "-12", true)]
    [InlineData(Md5 + "-", false)]
    [InlineData(Md5 + "-x", false)]
    [InlineData(Md5 + "ff", false)]
    [InlineData("zz1d8cd98f00b204e9800998ecf8427e", false)]
    [InlineData("abc", false)]
    [InlineData(null, false)]
    public void Digest_is_none_where_the_etag_stands_for_none(string? etag, bool encrypted) =>
        Assert.Null(EntityTag.Digest(etag, StoreProfiles.Aws.Traits.ForObject(encrypted)));

    [Fact]
    public void Digest_of_parts_is_none_where_the_store_has_another_formula() =>
        Assert.Null(EntityTag.Digest(Md5 + "-2", StoreProfiles.Jd.Traits));
}
