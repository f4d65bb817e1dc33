using OssTransfer.Storage.Cloud.Endpoints;

namespace OssTransfer.Storage.Tests.Cloud.Endpoints;

public sealed class EndpointTableTests
{
    private const string Example = "https://right.example";
    private const string CosBucket = "bkt-1250000000";

    [Theory]
    [InlineData("oss-cn-hangzhou.aliyuncs.com", "https", "oss-cn-hangzhou.aliyuncs.com", "cn-hangzhou")]
    [InlineData("http://OSS-cn-Beijing.aliyuncs.com/", "http", "oss-cn-beijing.aliyuncs.com", "cn-beijing")]
    [InlineData("https://bkt.oss-cn-shanghai.aliyuncs.com", "https", "oss-cn-shanghai.aliyuncs.com", "cn-shanghai")]
    [InlineData("https://oss-cn-shanghai.aliyuncs.com/bkt/", "https", "oss-cn-shanghai.aliyuncs.com", "cn-shanghai")]
    [InlineData("oss-cn-hangzhou-internal.aliyuncs.com", "https", "oss-cn-hangzhou-internal.aliyuncs.com", "cn-hangzhou")]
    [InlineData("bkt.oss-cn-shenzhen-finance-1-internal.aliyuncs.com", "https", "oss-cn-shenzhen-finance-1-internal.aliyuncs.com", "cn-shenzhen-finance-1")]
    [InlineData("vpc100-oss-cn-beijing.aliyuncs.com", "https", "oss-cn-beijing-internal.aliyuncs.com", "cn-beijing")]
    [InlineData("oss.aliyuncs.com", "https", "oss-cn-hangzhou.aliyuncs.com", null)]
    [InlineData("oss-internal.aliyuncs.com", "https", "oss-cn-hangzhou-internal.aliyuncs.com", null)]
    [InlineData("s3.oss-us-west-1.aliyuncs.com", "https", "oss-us-west-1.aliyuncs.com", "us-west-1")]
    [InlineData("oss-accelerate.aliyuncs.com", "https", "oss-accelerate.aliyuncs.com", null)]
    [InlineData("bkt.oss-accelerate-overseas.aliyuncs.com", "https", "oss-accelerate-overseas.aliyuncs.com", null)]
    [InlineData("cn-beijing.oss.aliyuncs.com", "https", "cn-beijing.oss.aliyuncs.com", "cn-beijing")]
    [InlineData("oss-cn-hangzhou.aliyuncs.com:8443", "https", "oss-cn-hangzhou.aliyuncs.com:8443", "cn-hangzhou")]
    public void Find_knows_the_spellings_of_Aliyun(string text, string scheme, string authority, string? region) =>
        AssertFinds(text, "bkt", VendorNames.Aliyun, scheme, authority, region);

    [Theory]
    [InlineData("cos.ap-beijing.myqcloud.com", "https", "cos.ap-beijing.myqcloud.com", "ap-beijing")]
    [InlineData("https://bkt-1250000000.cos.ap-guangzhou.myqcloud.com", "https", "cos.ap-guangzhou.myqcloud.com", "ap-guangzhou")]
    [InlineData("http://cos.ap-guangzhou.myqcloud.com/bkt-1250000000", "http", "cos.ap-guangzhou.myqcloud.com", "ap-guangzhou")]
    [InlineData("cos-internal.ap-shanghai.tencentcos.cn", "https", "cos-internal.ap-shanghai.tencentcos.cn", "ap-shanghai")]
    [InlineData("cos.ap-beijing-1.tencentcos.cn", "https", "cos.ap-beijing-1.tencentcos.cn", "ap-beijing-1")]
    [InlineData("cos.accelerate.myqcloud.com", "https", "cos.accelerate.myqcloud.com", null)]
    [InlineData("bkt-1250000000.cos.accelerate-overseas.myqcloud.com", "https", "cos.accelerate-overseas.myqcloud.com", null)]
    [InlineData("bkt-1250000000.cn-east.myqcloud.com", "https", "cos.ap-shanghai.myqcloud.com", null)]
    [InlineData("cos.cn-north.myqcloud.com", "https", "cos.ap-beijing-1.myqcloud.com", null)]
    [InlineData("cn-south.myqcloud.com", "https", "cos.ap-guangzhou.myqcloud.com", null)]
    [InlineData("cn-southwest.myqcloud.com", "https", "cos.ap-chengdu.myqcloud.com", null)]
    [InlineData("sg.myqcloud.com", "https", "cos.ap-singapore.myqcloud.com", null)]
    [InlineData("bkt-1250000000.cossh.myqcloud.com", "https", "cos.ap-shanghai.myqcloud.com", null)]
    [InlineData("costj.myqcloud.com", "https", "cos.ap-beijing-1.myqcloud.com", null)]
    [InlineData("cosbj.myqcloud.com", "https", "cos.ap-beijing.myqcloud.com", null)]
    [InlineData("cosgz.myqcloud.com", "https", "cos.ap-guangzhou.myqcloud.com", null)]
    [InlineData("coscd.myqcloud.com", "https", "cos.ap-chengdu.myqcloud.com", null)]
    [InlineData("cossgp.myqcloud.com", "https", "cos.ap-singapore.myqcloud.com", null)]
    [InlineData("coshk.myqcloud.com", "https", "cos.ap-hongkong.myqcloud.com", null)]
    [InlineData("cosca.myqcloud.com", "https", "cos.na-toronto.myqcloud.com", null)]
    [InlineData("cosger.myqcloud.com", "https", "cos.eu-frankfurt.myqcloud.com", null)]
    public void Find_knows_the_spellings_of_Tencent(string text, string scheme, string authority, string? region) =>
        AssertFinds(text, CosBucket, VendorNames.Tencent, scheme, authority, region);

    [Theory]
    [InlineData("http://127.0.0.1:9000", "http", "127.0.0.1:9000", EndpointKind.Address)]
    [InlineData("http://[::1]:9000", "http", "[::1]:9000", EndpointKind.Address)]
    [InlineData("http://localhost:80", "http", "localhost", EndpointKind.Address)]
    [InlineData("emulator:8080", "https", "emulator:8080", EndpointKind.Address)]
    [InlineData("http://my-emulator:8080", "http", "my-emulator:8080", EndpointKind.Address)]
    [InlineData("https://files.example.com/", "https", "files.example.com", EndpointKind.Custom)]
    [InlineData("bkt.example.com", "https", "bkt.example.com", EndpointKind.Custom)]
    public void Find_takes_addresses_and_domains_of_the_user_as_they_are(string text, string scheme, string authority, object kind)
    {
        Assert.All([VendorNames.Aliyun, VendorNames.Tencent], vendor =>
        {
            var endpoint = EndpointTable.Find(text, "bkt", vendor, Example, out var error);

            Assert.Null(error);
            Assert.Equal(new CloudEndpoint(scheme == "https", authority, (EndpointKind)kind, null), endpoint);
        });
    }

    [Theory]
    [InlineData("", VendorNames.Aliyun, Example)]
    [InlineData("s3://bkt", VendorNames.Aliyun, "https://HOST")]
    [InlineData("https://key:word@oss-cn-hangzhou.aliyuncs.com", VendorNames.Aliyun, "give the keys on their own")]
    [InlineData("https://oss-cn-hangzhou.aliyuncs.com/dir", VendorNames.Aliyun, "https://oss-cn-hangzhou.aliyuncs.com and name the prefix")]
    [InlineData("http://127.0.0.1:9000/dir", VendorNames.Aliyun, "http://127.0.0.1:9000 and name the prefix")]
    [InlineData("cn-hangzhou", VendorNames.Aliyun, "https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("oss-cn-hangzhou", VendorNames.Aliyun, "https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("oss-cn-hangzhou-internal", VendorNames.Aliyun, "https://oss-cn-hangzhou-internal.aliyuncs.com")]
    [InlineData("oss-cn-hangzhou.aliyun.com", VendorNames.Aliyun, "https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("oss-cn-hangzhou.aliyuncs.cn", VendorNames.Aliyun, "https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("cn-hangzhou.aliyuncs.com", VendorNames.Aliyun, "https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("oss.cn-hangzhou.aliyuncs.com", VendorNames.Aliyun, "https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("oss.console.aliyun.com", VendorNames.Aliyun, "https://oss-<region>.aliyuncs.com")]
    [InlineData("other.oss-cn-hangzhou.aliyuncs.com", VendorNames.Aliyun, "'other', but the bucket is 'bkt': write https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("cos.ap-beijing.myqcloud.com", VendorNames.Aliyun, "of Tencent COS, not of Aliyun OSS")]
    [InlineData("bkt-1250000000.cos.ap-beijing.myqcloud.com", VendorNames.Aliyun, "of Tencent COS, not of Aliyun OSS")]
    [InlineData("oss-cn-hangzhou.aliyuncs.com", VendorNames.Tencent, "of Aliyun OSS, not of Tencent COS")]
    [InlineData("ap-beijing", VendorNames.Tencent, "https://cos.ap-beijing.myqcloud.com")]
    [InlineData("cos.ap-beijing", VendorNames.Tencent, "https://cos.ap-beijing.myqcloud.com")]
    [InlineData("ap-beijing.myqcloud.com", VendorNames.Tencent, "https://cos.ap-beijing.myqcloud.com")]
    [InlineData("cos-ap-beijing.myqcloud.com", VendorNames.Tencent, "https://cos.ap-beijing.myqcloud.com")]
    [InlineData("bkt.file.myqcloud.com", VendorNames.Tencent, "https://cos.<region>.myqcloud.com")]
    [InlineData("bkt.cos-website.ap-beijing.myqcloud.com", VendorNames.Tencent, "https://cos.<region>.myqcloud.com")]
    [InlineData("console.cloud.tencent.com", VendorNames.Tencent, "https://cos.<region>.myqcloud.com")]
    [InlineData("bkt-1250000000.cos.ap-beijing.myqcloud.com", VendorNames.Tencent, "'bkt-1250000000', but the bucket is 'bkt'")]
    public void Find_refuses_what_is_wrong_or_half_right_with_the_right_spelling(string text, string vendor, string hint)
    {
        Assert.Null(EndpointTable.Find(text, "bkt", vendor, Example, out var error));

        Assert.Contains(hint, error, StringComparison.Ordinal);
    }

    private static void AssertFinds(string text, string bucket, string vendor, string scheme, string authority, string? region)
    {
        var endpoint = EndpointTable.Find(text, bucket, vendor, Example, out var error);

        Assert.Null(error);
        Assert.Equal(new CloudEndpoint(scheme == "https", authority, EndpointKind.Vendor, region), endpoint);
    }
}
