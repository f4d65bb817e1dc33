using System.Text;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>Against published values: RFC 3720 B.4 and the catalogue's check value.</summary>
public sealed class Crc32CTests
{
    [Theory]
    [InlineData("", "AAAAAA==")]
    [InlineData("123456789", "4waSgw==")]
    public void Header_is_the_checksum_in_base64(string text, string expected) => Assert.Equal(expected, Crc32C.HeaderOf(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Header_of_whole_words_is_the_published_one() => Assert.Equal("ipE2qg==", Crc32C.HeaderOf(new byte[32]));

    [Fact]
    public void Body_that_is_not_in_memory_has_none() => Assert.Null(Crc32C.HeaderOf(null));
}
