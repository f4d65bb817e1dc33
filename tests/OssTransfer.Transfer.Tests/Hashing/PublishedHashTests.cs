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

    [Theory]
    [InlineData("", "00000000")]
    [InlineData("123456789", "CBF43926")]
    public void Crc32_is_zlibs(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Crc32Zlib.Hash(Encoding.ASCII.GetBytes(text))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Crc32_is_combined_without_the_bytes(int cut)
    {
        var text = "123456789"u8;

        var (first, second) = (System.IO.Hashing.Crc32.HashToUInt32(text[..cut]), System.IO.Hashing.Crc32.HashToUInt32(text[cut..]));

        Assert.Equal(0xCBF43926, Crc32Zlib.Combine(first, second, text.Length - cut));
    }

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
