using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

public sealed class JobConfigTests
{
    [Fact]
    public void Disk_to_S3_gives_the_whole_spec_with_defaults()
    {
        var result = Configs.Parse(Configs.DiskToS3);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Notes);
        Assert.Equal(
            new JobSpec(
                "photos",
                new(StoreKind.Disk) { Disk = new("/data/photos") },
                new(StoreKind.S3) { Cloud = new(new("https://s3.cn-north-1.jdcloud-oss.com"), "backup", "AK") }),
            result.Spec);
        Assert.Equal("SK==", result.Secrets!.DestinationSecretKey!.Reveal());
        Assert.Null(result.Secrets.SourceSecretKey);
    }

    [Fact]
    public void Defaults_are_those_of_the_manual()
    {
        var spec = Configs.Spec(Configs.S3ToS3);

        Assert.Equal(JobKind.Transfer, spec.Kind);
        Assert.True(spec.Sync.IsIncremental);
        Assert.Equal(TimeSpan.FromSeconds(86_400), spec.Sync.Interval);
        Assert.Equal(CheckTime.Now, spec.Check.Time);
        Assert.Equal(CheckMode.Md5, spec.Check.Mode);
        Assert.Equal(FilterSpec.None, spec.Filter);
        Assert.Equal(new LimitSpec { MaxFailures = 1000 }, spec.Limits);
        Assert.Equal(MetadataPolicy.Fail, spec.Destination.Metadata);
        Assert.Equal(DestinationAcl.Private, spec.Destination.Acl);
    }
}
