using System.Security.Cryptography;
using System.Text.Json;
using OssTransfer.Emulators.Qiniu;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests.Qiniu;

/// <summary>The vendor's own SDK judges the emulator: it writes, lists and reads there what our reader then migrates.</summary>
public sealed class QiniuSdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_sdk_wrote_arrives_as_the_sdk_reads_it()
    {
        await using var server = await KodoVendor.StartAsync(new() { Buckets = [QiniuBucket.Name] }, Token);
        var environment = new Dictionary<string, string>
        {
            ["ENDPOINT"] = server.Endpoint, ["BUCKET"] = QiniuBucket.Name, ["ACCESS_KEY"] = server.Options.AccessKey, ["SECRET_KEY"] = server.Options.SecretKey,
        };
        var seen = JsonSerializer.Deserialize<Dictionary<string, SdkObject>>(
            await VendorSdks.RunAsync("qiniu.mjs", environment, Token), JsonSerializerOptions.Web)!;
        await using var migrator = await Migrator.StartAsync();

        var moved = await migrator.MoveAsync(QiniuBucket.Open(server));

        Assert.Equal(6, seen.Count);
        Assert.Equal(seen.Keys.Order(), moved.Outcomes.Keys.Order());
        Assert.All(moved.Outcomes, row => Assert.Equal(OutcomeKind.Transferred, row.Value.Kind));
        Assert.All(seen, row => Assert.Equal(row.Value.Md5, Convert.ToHexStringLower(MD5.HashData(moved.Bucket[row.Key]!.ToArray()))));
        Assert.Equal(("text/plain", "blue"), (moved.Bucket["a b+c"]!.Headers["content-type"], moved.Bucket["a b+c"]!.Metadata["color"]));
        Assert.Equal("0x96", Form(seen["blocks"].Hash));
        Assert.Equal("0x9e", Form(seen["odd parts"].Hash));
        Assert.Equal((false, true), (moved.Outcomes["blocks"].SourceUnproven, moved.Outcomes["odd parts"].SourceUnproven));
    }

    private static string Form(string hash) => $"0x{Convert.FromBase64String(hash.Replace('-', '+').Replace('_', '/'))[0]:x}";
}
