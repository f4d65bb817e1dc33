using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

public sealed class S3StoresTests
{
    [Theory]
    [InlineData("s3.cn-north-1.jdcloud-oss.com", "https://s3.cn-north-1.jdcloud-oss.com", "cn-north-1", "Host", "jd")]
    [InlineData("https://s3.cn-east-2.jdcloud-oss.com/", "https://s3.cn-east-2.jdcloud-oss.com", "cn-east-2", "Host", "jd")]
    [InlineData("http://S3.CN-South-1.jdcloud-oss.com//", "http://s3.cn-south-1.jdcloud-oss.com", "cn-south-1", "Host", "jd")]
    [InlineData("https://bkt.s3.cn-north-1.jdcloud-oss.com", "https://s3.cn-north-1.jdcloud-oss.com", "cn-north-1", "Host", "jd")]
    [InlineData("https://s3.cn-north-1.jdcloud-oss.com/bkt/", "https://s3.cn-north-1.jdcloud-oss.com", "cn-north-1", "Host", "jd")]
    [InlineData("s3-internal.cn-north-1.jdcloud-oss.com", "https://s3-internal.cn-north-1.jdcloud-oss.com", "cn-north-1", "Host", "jd")]
    [InlineData("oss.cn-north-1.jcloudcs.com", "https://s3.cn-north-1.jdcloud-oss.com", "cn-north-1", "Host", "jd")]
    [InlineData("bkt.s3.cn-east-1.jcloudcs.com", "https://s3.cn-east-1.jdcloud-oss.com", "cn-east-1", "Host", "jd")]
    [InlineData("s3.amazonaws.com", "https://s3.amazonaws.com", "us-east-1", "Host", "aws")]
    [InlineData("s3.eu-central-1.amazonaws.com", "https://s3.eu-central-1.amazonaws.com", "eu-central-1", "Host", "aws")]
    [InlineData("s3-us-west-2.amazonaws.com", "https://s3-us-west-2.amazonaws.com", "us-west-2", "Host", "aws")]
    [InlineData("bkt.s3.dualstack.us-gov-west-1.amazonaws.com", "https://s3.dualstack.us-gov-west-1.amazonaws.com", "us-gov-west-1", "Host", "aws")]
    [InlineData("s3.cn-north-1.amazonaws.com.cn", "https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1", "Host", "aws")]
    [InlineData("http://minio:9000", "http://minio:9000", "us-east-1", "Path", "minio")]
    [InlineData("https://play.min.io", "https://play.min.io", "us-east-1", "Path", "minio")]
    [InlineData("http://rgw.example.com:7480/", "http://rgw.example.com:7480", "us-east-1", "Path", "ceph")]
    [InlineData("http://127.0.0.1:9000", "http://127.0.0.1:9000", "us-east-1", "Path", "other")]
    [InlineData("http://[::1]:9000", "http://[::1]:9000", "us-east-1", "Path", "other")]
    [InlineData("https://bkt.objects.example.com", "https://objects.example.com", "us-east-1", "Host", "other")]
    [InlineData(" https://s3.us-west-004.backblazeb2.com ", "https://s3.us-west-004.backblazeb2.com", "us-west-004", "Path", "b2")]
    [InlineData("oss-cn-hangzhou.aliyuncs.com", "https://s3.oss-cn-hangzhou.aliyuncs.com", "cn-hangzhou", "Host", "aliyun-s3")]
    [InlineData("http://bkt.oss-cn-beijing-internal.aliyuncs.com", "http://s3.oss-cn-beijing-internal.aliyuncs.com", "cn-beijing", "Host", "aliyun-s3")]
    [InlineData("https://s3.oss-ap-southeast-1.aliyuncs.com/", "https://s3.oss-ap-southeast-1.aliyuncs.com", "ap-southeast-1", "Host", "aliyun-s3")]
    [InlineData("oss-accelerate.aliyuncs.com", "https://s3.oss-accelerate.aliyuncs.com", "cn-hangzhou", "Host", "aliyun-s3")]
    [InlineData("oss-accelerate-overseas.aliyuncs.com", "https://s3.oss-accelerate-overseas.aliyuncs.com", "cn-hangzhou", "Host", "aliyun-s3")]
    [InlineData("s3-cn-east-1.qiniucs.com", "https://s3.cn-east-1.qiniucs.com", "cn-east-1", "Path", "qiniu-s3")]
    [InlineData("bkt.s3.ap-southeast-2.qiniucs.com", "https://s3.ap-southeast-2.qiniucs.com", "ap-southeast-2", "Host", "qiniu-s3")]
    [InlineData("bj.bcebos.com", "https://s3.bj.bcebos.com", "bj", "Host", "baidu-s3")]
    [InlineData("https://bkt.s3.su.bcebos.com", "https://s3.su.bcebos.com", "su", "Host", "baidu-s3")]
    [InlineData("http://hkg.bcebos.com", "http://s3.hkg.bcebos.com", "hkg", "Host", "baidu-s3")]
    [InlineData("obs.cn-north-4.myhuaweicloud.com", "https://obs.cn-north-4.myhuaweicloud.com", "cn-north-4", "Host", "huawei")]
    [InlineData("bkt.obs.ap-southeast-3.myhuaweicloud.com", "https://obs.ap-southeast-3.myhuaweicloud.com", "ap-southeast-3", "Host", "huawei")]
    [InlineData(
        "0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/bkt",
        "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
        "auto",
        "Path",
        "r2")]
    [InlineData(
        "0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com",
        "https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com",
        "auto",
        "Path",
        "r2")]
    [InlineData("s3.wasabisys.com", "https://s3.wasabisys.com", "us-east-1", "Host", "wasabi")]
    [InlineData("s3.eu-central-1.wasabisys.com", "https://s3.eu-central-1.wasabisys.com", "eu-central-1", "Host", "wasabi")]
    [InlineData("storage.googleapis.com", "https://storage.googleapis.com", "auto", "Path", "gcs")]
    public void Resolve_understands_what_users_paste(string endpoint, string meant, string region, string addressing, string profile)
    {
        var location = S3Stores.Resolve(Options(endpoint), out var errors);

        Assert.Empty(errors);
        Assert.Equal((meant, region, addressing, profile), (location!.Endpoint, location.Region, location.Addressing.ToString(), location.Profile));
    }

    [Theory]
    [InlineData("", "https://s3.cn-north-1.jdcloud-oss.com")]
    [InlineData("cn-north-1", "https://s3.cn-north-1.jdcloud-oss.com")]
    [InlineData("https://storage.jd.com", "https://s3.cn-north-1.jdcloud-oss.com")]
    [InlineData("s3://bkt", "https://HOST")]
    [InlineData("https:/s3.amazonaws.com", "https://s3.amazonaws.com")]
    [InlineData("htps://s3.amazonaws.com", "https://")]
    [InlineData("https:///s3.amazonaws.com", "https://s3.amazonaws.com")]
    [InlineData("https://s3.amazonaws.com/other/path", "https://s3.amazonaws.com and name the prefix on its own")]
    [InlineData("https://s3.amazonaws.com/?x=1", "more than a host")]
    [InlineData("s3 .amazonaws.com", "more than a host")]
    [InlineData("other.oss-cn-hangzhou.aliyuncs.com", "names the bucket 'other', which is not 'bkt': write https://s3.oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("oss.aliyuncs.com", "https://s3.oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("other.s3.cn-north-1.jdcloud-oss.com", "write https://s3.cn-north-1.jdcloud-oss.com")]
    [InlineData("cos.myqcloud.com", "https://cos.ap-guangzhou.myqcloud.com")]
    [InlineData("qiniucs.com", "https://s3.cn-east-1.qiniucs.com")]
    [InlineData("bcebos.com", "https://s3.bj.bcebos.com")]
    [InlineData("fwh.bcebos.com", "write http://s3.fwh.bcebos.com")]
    [InlineData("myhuaweicloud.com", "https://obs.cn-north-4.myhuaweicloud.com")]
    [InlineData("bkt.r2.cloudflarestorage.com", "https://<account>.r2.cloudflarestorage.com")]
    [InlineData("wasabisys.com", "https://s3.us-east-1.wasabisys.com")]
    [InlineData("cos.ap-beijing.myqcloud.com", "write it like name-1250000000")]
    public void Resolve_refuses_a_wrong_endpoint_with_the_right_spelling(string endpoint, string hint)
    {
        Assert.Null(S3Stores.Resolve(Options(endpoint), out var errors));

        Assert.Contains(hint, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_never_shows_credentials_in_an_endpoint()
    {
        S3Stores.Resolve(Options("https://user:hunter2@s3.amazonaws.com"), out var errors);

        Assert.DoesNotContain("hunter2", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_reports_all_errors_at_once()
    {
        var options = Options("s3://x") with
        {
            Bucket = "a/b", AccessKey = "", SecretKey = new Secret("a b"), Region = "?", Profile = "nosuch", CaFile = "/none", Proxy = new Secret("no url"),
        };

        S3Stores.Resolve(options, out var errors);

        Assert.Equal(8, errors.Count);
        Assert.Throws<StoreOptionsException>(() => S3Stores.Open(options));
    }

    [Theory]
    [InlineData("bkt", "https://s3.amazonaws.com", "Host")]
    [InlineData("my.bkt", "https://s3.amazonaws.com", "Path")]
    [InlineData("my.bkt", "http://s3.amazonaws.com", "Host")]
    [InlineData("Old_Bucket", "https://s3.amazonaws.com", "Path")]
    public void Resolve_keeps_a_bucket_out_of_the_host_that_does_not_fit_there(string bucket, string endpoint, string addressing) =>
        Assert.Equal(addressing, S3Stores.Resolve(Options(endpoint) with { Bucket = bucket }, out _)!.Addressing.ToString());

    [Theory]
    [InlineData("my.bkt")]
    [InlineData("Old_Bucket")]
    public void Resolve_refuses_host_addressing_of_such_a_bucket_instead_of_changing_it(string bucket)
    {
        var options = Options("https://s3.amazonaws.com") with { Bucket = bucket, Addressing = BucketAddressing.Host };

        Assert.Null(S3Stores.Resolve(options, out var errors));
        Assert.Contains("path addressing", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_takes_region_addressing_and_profile_that_are_named()
    {
        var location = S3Stores.Resolve(
            Options("https://s3.cn-north-1.jdcloud-oss.com") with { Region = "xx", Addressing = BucketAddressing.Path, Profile = "AWS" }, out _);

        Assert.Equal(("xx", BucketAddressing.Path, "aws"), (location!.Region, location.Addressing, location.Profile));
    }

    [Theory]
    [InlineData("bkt-1250000000", "cos.ap-beijing.myqcloud.com", "https://cos.ap-beijing.myqcloud.com", "ap-beijing")]
    [InlineData(
        "bkt-1250000000", "http://bkt-1250000000.cos-internal.ap-singapore.tencentcos.cn/", "http://cos-internal.ap-singapore.tencentcos.cn", "ap-singapore")]
    [InlineData("bkt-1250000000", "cos.accelerate.myqcloud.com", "https://cos.accelerate.myqcloud.com", "ap-guangzhou")]
    public void Resolve_knows_a_bucket_that_ends_in_its_account(string bucket, string endpoint, string meant, string region)
    {
        var location = S3Stores.Resolve(Options(endpoint) with { Bucket = bucket }, out _);

        Assert.Equal((meant, region, BucketAddressing.Host, "tencent-s3"), (location!.Endpoint, location.Region, location.Addressing, location.Profile));
    }

    [Theory]
    [InlineData("oss-cn-hangzhou.aliyuncs.com", "Bkt_1")]
    [InlineData("obs.cn-north-4.myhuaweicloud.com", "my.bkt")]
    public void Resolve_refuses_a_bucket_that_a_service_without_path_addressing_can_not_have(string endpoint, string bucket)
    {
        Assert.Null(S3Stores.Resolve(Options(endpoint) with { Bucket = bucket }, out var errors));

        Assert.Contains("only in front of the host", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_addresses_a_stand_in_of_such_a_service_by_path()
    {
        var location = S3Stores.Resolve(Options("http://127.0.0.1:9000") with { Profile = "tencent-s3" }, out _);

        Assert.Equal((BucketAddressing.Path, "tencent-s3"), (location!.Addressing, location.Profile));
    }

    [Fact]
    public void Resolve_refuses_a_session_token_where_the_service_takes_none()
    {
        S3Stores.Resolve(Options("s3.cn-east-1.qiniucs.com") with { SessionToken = new Secret("token") }, out var errors);

        Assert.Contains("session token", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_print_no_secret()
    {
        var text = (Options("x") with { Proxy = new Secret("http://u:hunter2@p"), SessionToken = new Secret("hunter2") }).ToString();

        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    private static S3StoreOptions Options(string endpoint) => new()
    {
        Endpoint = endpoint,
        Bucket = "bkt",
        AccessKey = "key",
        SecretKey = new Secret("hunter2"),
    };
}
