using System.Security.Cryptography;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Preflight;

public sealed class ProofForecastTests
{
    private const string Other = "0123456789abcdef0123456789abcdef";

    private static readonly byte[] Md5 = MD5.HashData("content"u8);
    private static readonly StoreTraits Aws = new()
    {
        Name = "store",
        KeyOrder = KeyOrder.Utf8Bytes,
        ETag = ETagMeaning.Md5,
        PartETagIsMd5 = true,
        MultipartETagIsComposite = true,
    };

    [Fact]
    public void ETag_is_told_by_the_content()
    {
        Assert.Equal(ETagFinding.Md5, ETagFindings.Of(Convert.ToHexStringLower(Md5), Md5));
        Assert.Equal(ETagFinding.Md5, ETagFindings.Of(Convert.ToHexString(Md5), Md5));
        Assert.Equal(ETagFinding.OtherMd5, ETagFindings.Of(Other, Md5));
        Assert.Equal(ETagFinding.Composite, ETagFindings.Of(Other + "-2", Md5));
        Assert.Equal(ETagFinding.Opaque, ETagFindings.Of("lhCFgki5yzon0rjN9uJusf6qtsF6", Md5));
        Assert.Equal(ETagFinding.None, ETagFindings.Of(null, Md5));
    }

    [Theory]
    [InlineData(ETagMeaning.Md5, ETagFinding.Md5, ProofKind.Md5)]
    [InlineData(ETagMeaning.Md5, ETagFinding.OtherMd5, ProofKind.ReadBack)]
    [InlineData(ETagMeaning.Md5, ETagFinding.Opaque, ProofKind.Head)]
    [InlineData(ETagMeaning.Opaque, ETagFinding.Md5, ProofKind.Head)]
    public void One_put_is_proven_by_what_its_ETag_may_mean_and_is(ETagMeaning meaning, ETagFinding found, ProofKind expected) =>
        Assert.Equal(expected, ProofForecast.OfPut(Aws with { ETag = meaning }, found));

    [Fact]
    public void Parts_are_proven_by_their_ETags_and_that_of_the_whole()
    {
        (string, byte[])[] parts = [(Convert.ToHexStringLower(Md5), Md5), (Convert.ToHexStringLower(Md5), Md5)];
        var composite = Convert.ToHexStringLower(MD5.HashData([.. Md5, .. Md5])) + "-2";

        Assert.Equal(ProofKind.Md5Parts, ProofForecast.OfParts(Aws, composite, parts));
        Assert.Equal(ProofKind.Md5PartsListed, ProofForecast.OfParts(Aws, Other + "-2", parts));
        Assert.Equal(ProofKind.Md5PartsListed, ProofForecast.OfParts(Aws with { MultipartETagIsComposite = false }, composite, parts));
        Assert.Equal(ProofKind.Head, ProofForecast.OfParts(Aws, composite, [parts[0], (Other, Md5)]));
        Assert.Equal(ProofKind.Head, ProofForecast.OfParts(Aws with { PartETagIsMd5 = false }, composite, parts));
    }
}
