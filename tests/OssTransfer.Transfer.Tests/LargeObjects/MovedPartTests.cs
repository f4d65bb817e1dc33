using System.Text.Json;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Transfer.Tests.LargeObjects;

public sealed class MovedPartTests
{
    [Fact]
    public void What_a_part_adds_to_a_digest_is_stored_under_the_name_that_every_version_reads()
    {
        var part = new MovedPart(1, "e", new Hash128(1, 2), 4) { DigestPieces = [new(DigestKind.Crc64, new byte[] { 7 })] };

        var json = JsonSerializer.Serialize(part);

        Assert.Contains("\"Shares\":[{\"Kind\":", json, StringComparison.Ordinal);
        Assert.Equal([7], Assert.Single(JsonSerializer.Deserialize<MovedPart>(json)!.DigestPieces).Value.ToArray());
    }
}
