using OssTransfer.Emulators.Tencent;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests.Tencent;

/// <summary>
/// Tencent's own SDK (cos-nodejs-sdk-v5) judges the emulator by which our reader is judged. It calls COS's own host names, with the emulator as proxy.
/// </summary>
public sealed class TencentSdkTests
{
    [Fact]
    public async Task What_the_vendors_sdk_writes_lists_and_reads_arrives()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await CosVendor.StartAsync(new() { Buckets = [TencentBucket.Name] }, token);
        await using var migrator = await Migrator.StartAsync();

        var report = SdkReport.Parse(await VendorSdks.RunAsync("cos.mjs", new Dictionary<string, string>
        {
            ["PROXY"] = server.Endpoint,
            ["ACCESS_KEY"] = server.Options.AccessKey,
            ["SECRET_KEY"] = server.Options.SecretKey,
            ["BUCKET"] = TencentBucket.Name,
        }, token));
        var moved = await migrator.MoveAsync(TencentBucket.Open(server));

        Assert.Equal(10, report.Objects.Count);
        report.AssertArrived(moved);
        Assert.Equal("text/x-odd", moved.Bucket["plain.txt"]!.Headers["content-type"]);
        Assert.Equal("attachment; filename=\"x y.txt\"", moved.Bucket["plain.txt"]!.Headers["content-disposition"]);
        Assert.All(server.Log.All, record => Assert.True(
            record.Headers["Host"] is "bucket-1250000000.cos.ap-beijing.myqcloud.com"
                || record.Headers["Host"].StartsWith("127.0.0.1", StringComparison.Ordinal)));
    }
}
