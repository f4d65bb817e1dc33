using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Rates;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Jobs.Tests.Preflight;

public sealed class TransferEstimatesTests
{
    private static readonly PreflightReport Report = new()
    {
        Objects = 5_400_000,
        Bytes = 12_500_000_000_000,
        Excluded = 0,
        UnknownSizes = 0,
        Sizes = [],
        Problems = [],
        Reads = 5_400_000,
        Writes = 5_400_000,
    };

    [Fact]
    public void Every_known_limit_has_its_time()
    {
        var estimates = TransferEstimates.Of(
            Report, 5400, DestinationLimitsTable.Of("jd", "cn-north-1"), new() { Bandwidth = RateSpec.Always(25_000_000), Requests = RateSpec.Always(1000) });

        Assert.Equal(
            [("destination-writes", 3600), ("destination-bandwidth", 10_000), ("max-bandwidth", 500_000), ("max-requests", 10_805.4)],
            estimates.Select(estimate => (estimate.Limit, estimate.Seconds)));
    }

    [Fact]
    public void A_timetable_counts_with_its_highest_limit_and_not_at_all_where_there_is_none_for_a_while()
    {
        var estimates = TransferEstimates.Of(Report, 0, DestinationLimitsTable.Disk, new()
        {
            Bandwidth = RateSpec.By(new([new(0, 600, 1000), new(600, 1440, 2000)], "UTC")),
            Requests = RateSpec.By(new([new(0, 600, 1000)], "UTC")),
        });

        Assert.Equal([("max-bandwidth", 2000)], estimates.Select(estimate => (estimate.Limit, estimate.PerSecond)));
    }

    [Fact]
    public void What_nobody_limits_is_not_estimated() => Assert.Empty(TransferEstimates.Of(Report, 1, DestinationLimitsTable.Disk, new LimitSpec()));

    [Theory]
    [InlineData("cn-north-1", 1_250_000_000)]
    [InlineData("cn-south-1", 625_000_000)]
    public void Region_has_its_own_bandwidth(string region, long bytesPerSecond) =>
        Assert.Equal(
            (1500, bytesPerSecond), (DestinationLimitsTable.Of("jd", region).WritesPerSecond, DestinationLimitsTable.Of("jd", region).BytesPerSecond!.Value));

    [Fact]
    public void Rows_belong_to_profiles_that_there_are() =>
        Assert.All(["jd", "aws", "aliyun-s3", "tencent-s3", "baidu-s3", "minio", "other"], profile => Assert.Contains(profile, S3Stores.ProfileNames));
}
