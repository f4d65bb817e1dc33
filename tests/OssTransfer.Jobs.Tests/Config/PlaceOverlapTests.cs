using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

/// <summary>Source and destination must not lie in each other, nor, unless the user means it, the destinations of two jobs.</summary>
public sealed class PlaceOverlapTests
{
    [Theory]
    [InlineData("/data", "/data", "", true)]
    [InlineData("/data", "/data/", "", true)]
    [InlineData("/data", "//data", "", true)]
    [InlineData("/data", "/data/sub", "", true)]
    [InlineData("/data/sub", "/data", "", true)]
    [InlineData("/data/sub", "/data", "other/", false)]
    [InlineData("/data/sub", "/data", "sub/deep/", true)]
    [InlineData("/data", "/", "", true)]
    [InlineData("/data", "/data2", "", false)]
    [InlineData("/data", "/Data", "", false)]
    public void Directories_overlap_by_their_segments(string source, string destination, string prefix, bool refused)
    {
        var result = Configs.Parse(
            $"src-filetype: diskfile\nsrc-absolutepath: {source}\ndes-filetype: diskfile\ndes-absolutepath: {destination}\ndes-prefix: {prefix}");

        AssertRefused(refused, result.Errors);
    }

    [Theory]
    [InlineData("https://s3.example.com", "a", "", "https://s3.example.com", "a", "", true)]
    [InlineData("https://s3.example.com", "a", "", "https://s3.example.com:443", "a", "x/", true)]
    [InlineData("https://s3.example.com", "a", "x/", "S3.EXAMPLE.COM", "a", "", true)]
    [InlineData("https://s3.example.com", "a", "x/", "https://s3.example.com", "a", "x/y/", true)]
    [InlineData("https://s3.example.com", "a", "x/", "https://s3.example.com", "a", "y/", false)]
    [InlineData("https://s3.example.com", "a", "x", "https://s3.example.com", "a", "xy", false)]
    [InlineData("https://s3.example.com", "a", "", "https://s3.example.com", "b", "", false)]
    [InlineData("https://s3.example.com", "a", "", "https://s3.example.org", "a", "", false)]
    [InlineData("https://s3.example.com", "a", "", "http://s3.example.com", "a", "", true)]
    [InlineData("http://localhost:9000", "a", "", "http://127.0.0.1:9000", "a", "", true)]
    [InlineData("http://127.0.0.1:9000", "a", "", "http://127.0.0.1:9001", "a", "", false)]
    [InlineData("https://a.s3.example.com", "a", "", "https://s3.example.com", "a", "", true)]
    [InlineData("https://s3.us-east-1.amazonaws.com", "a", "", "https://s3.eu-west-1.amazonaws.com", "a", "", true)]
    [InlineData("https://s3.cn-north-1.jdcloud-oss.com", "a", "", "https://s3.cn-east-2.jdcloud-oss.com", "a", "", false)]
    public void Buckets_overlap_by_endpoint_name_and_prefix(
        string endpoint1, string bucket1, string prefix1, string endpoint2, string bucket2, string prefix2, bool refused)
    {
        var result = Configs.Parse($"""
            src-filetype: s3file
            src-accesskey: a
            src-secretkey: a
            src-endpoint: {endpoint1}
            src-bucketName: {bucket1}
            src-prefix: {prefix1}
            des-accesskey: b
            des-secretkey: b
            des-endpoint: {endpoint2}
            des-bucketName: {bucket2}
            des-prefix: {prefix2}
            """);

        AssertRefused(refused, result.Errors);
    }

    [Theory]
    [InlineData("https://oss-cn-hangzhou.aliyuncs.com", "a", "", "https://a.oss-cn-hangzhou.aliyuncs.com", "a", "", true)]
    [InlineData("https://oss-cn-hangzhou.aliyuncs.com", "a", "x/", "https://s3.oss-cn-hangzhou-internal.aliyuncs.com", "a", "x/y/", true)]
    [InlineData("https://s3.example.com", "a", "", "https://a.s3.example.com:443", "a", "", true)]
    [InlineData("https://s3.example.com", "a", "", "http://s3.example.com", "a", "", true)]
    [InlineData("http://localhost:9000", "a", "", "http://127.0.0.1:9000", "a", "", true)]
    [InlineData("https://s3.us-east-1.amazonaws.com", "a", "", "https://s3.eu-west-1.amazonaws.com", "a", "", true)]
    [InlineData("https://s3.example.com", "a", "x/", "https://s3.example.com", "a", "y/", false)]
    [InlineData("https://s3.example.com", "a", "", "https://s3.example.com", "b", "", false)]
    [InlineData("https://s3.cn-north-1.jdcloud-oss.com", "a", "", "https://s3.cn-east-2.jdcloud-oss.com", "a", "", false)]
    public void Destinations_of_two_jobs_are_held_to_the_same_rule(
        string endpoint1, string bucket1, string prefix1, string endpoint2, string bucket2, string prefix2, bool overlap)
    {
        var (left, right) = (Bucket(endpoint1, bucket1, prefix1), Bucket(endpoint2, bucket2, prefix2));

        Assert.Equal(overlap, PlaceOverlap.Between(left, right));
        Assert.Equal(overlap, PlaceOverlap.Between(right, left));
        Assert.Equal(overlap, PlaceOverlap.Between(PlaceOverlap.NameOf(left)!, PlaceOverlap.NameOf(right)!));
    }

    [Theory]
    [InlineData("/data", "", "/data", "", true)]
    [InlineData("/", "data/", "/data", "", true)]
    [InlineData("/data", "a/", "/data", "b/", false)]
    [InlineData("/data", "", "/data2", "", false)]
    public void Directories_of_two_jobs_are_held_to_the_same_rule(string path1, string prefix1, string path2, string prefix2, bool overlap) => Assert.Equal(
        overlap,
        PlaceOverlap.Between(
            new DestinationSpec(StoreKind.Disk) { Disk = new(path1), Prefix = prefix1 },
            new DestinationSpec(StoreKind.Disk) { Disk = new(path2), Prefix = prefix2 }));

    private static DestinationSpec Bucket(string endpoint, string bucket, string prefix) =>
        new(StoreKind.S3) { Cloud = new(new(endpoint), bucket, "key"), Prefix = prefix };

    private static void AssertRefused(bool refused, IReadOnlyList<ConfigError> errors)
    {
        Assert.Equal(refused ? ["source and destination are the same place, or one lies inside the other"] : [], errors.Select(error => error.ToString()));
    }
}
