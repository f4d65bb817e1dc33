using OssTransfer.Emulators.Aliyun;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests.Aliyun;

/// <summary>Aliyun's own SDK (ali-oss) judges the emulator by which our reader is judged.</summary>
public sealed class AliyunSdkTests
{
    [Fact]
    public async Task What_the_vendors_sdk_writes_lists_and_reads_arrives()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await OssVendor.StartAsync(new() { Buckets = [AliyunBucket.Name] }, token);
        await using var migrator = await Migrator.StartAsync();

        var report = SdkReport.Parse(await VendorSdks.RunAsync("ali-oss.mjs", new Dictionary<string, string>
        {
            ["ENDPOINT"] = server.Endpoint,
            ["ACCESS_KEY"] = server.Options.AccessKey,
            ["SECRET_KEY"] = server.Options.SecretKey,
            ["BUCKET"] = AliyunBucket.Name,
        }, token));
        var moved = await migrator.MoveAsync(AliyunBucket.Open(server));

        Assert.Equal(12, report.Objects.Count);
        Assert.Equal(report.V1, report.V2);
        report.AssertArrived(moved);
        Assert.Equal("text/x-odd", moved.Bucket["plain.txt"]!.Headers["content-type"]);
        Assert.Equal("attachment; filename=\"x y.txt\"", moved.Bucket["plain.txt"]!.Headers["content-disposition"]);
        Assert.Equal("yes", moved.Bucket["link/to-plain"]!.Metadata["own"]);
    }
}
