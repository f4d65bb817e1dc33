using System.Security.Cryptography;
using System.Text.Json;
using OssTransfer.Emulators.Baidu;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests.Baidu;

/// <summary>The vendor's own SDK judges the emulator: it writes, lists and reads there what our reader then migrates.</summary>
public sealed class BaiduSdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_sdk_wrote_arrives_as_the_sdk_reads_it()
    {
        await using var server = await BosVendor.StartAsync(new() { Buckets = [BaiduBucket.Name] }, Token);
        var environment = new Dictionary<string, string>
        {
            ["ENDPOINT"] = server.Endpoint, ["BUCKET"] = BaiduBucket.Name, ["ACCESS_KEY"] = server.Options.AccessKey, ["SECRET_KEY"] = server.Options.SecretKey,
        };
        var seen = JsonSerializer.Deserialize<Dictionary<string, SdkObject>>(
            await VendorSdks.RunAsync("baidu.mjs", environment, Token), JsonSerializerOptions.Web)!;
        await using var migrator = await Migrator.StartAsync();

        var moved = await migrator.MoveAsync(BaiduBucket.Open(server));

        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.Keys.Order(), moved.Outcomes.Keys.Order());
        Assert.All(moved.Outcomes, row => Assert.Equal(OutcomeKind.Transferred, row.Value.Kind));
        Assert.All(seen, row => Assert.Equal(row.Value.Md5, Convert.ToHexStringLower(MD5.HashData(moved.Bucket[row.Key]!.ToArray()))));
        Assert.Equal(("text/plain", "blue"), (moved.Bucket["a b+c%2F"]!.Headers["content-type"], moved.Bucket["a b+c%2F"]!.Metadata["color"]));
        Assert.StartsWith("-", seen["large"].Hash, StringComparison.Ordinal);
        Assert.All(moved.Outcomes, row => Assert.False(row.Value.SourceUnproven));
    }
}
