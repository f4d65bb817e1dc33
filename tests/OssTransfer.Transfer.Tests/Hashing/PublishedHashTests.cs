using System.Text;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Transfer.Tests.Hashing;

public sealed class PublishedHashTests
{
    [Theory]
    [InlineData("", "0000000000000000")]
    [InlineData("123456789", "995DC9BBDF1939FA")]
    [InlineData("hello world", "53037ECDEF2352DA")]
    public void Crc64_is_the_xz_one(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Crc64Xz.Hash(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void A_small_qetag_is_one_sha1() => Assert.Equal("Fto5o-5ea0sNMlW_75VgGJCv2AcJ", Base64(Qetag.Hash(ReadOnlySpan<byte>.Empty)));

    [Fact]
    public void A_large_qetag_is_the_sha1_of_its_blocks_sha1s()
    {
        var etag = Qetag.Hash(new byte[(4 << 20) + 1]);

        Assert.Equal((21, 0x96), (etag.Length, etag[0]));
        Assert.Equal(0x16, Qetag.Hash(new byte[4 << 20])[0]);
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
}
