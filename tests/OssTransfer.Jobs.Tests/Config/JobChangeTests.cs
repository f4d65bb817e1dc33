using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

public sealed class JobChangeTests
{
    [Theory]
    [InlineData("job-ID: photos", "job-ID: other", JobChangeEffect.Forbidden)]
    [InlineData("src-endpoint: https://s3.us-east-1.amazonaws.com", "src-endpoint: https://s3.example.com", JobChangeEffect.NeedsRedo)]
    [InlineData("src-bucketName: photos", "src-bucketName: films", JobChangeEffect.NeedsRedo)]
    [InlineData("des-endpoint: https://s3.cn-north-1.jdcloud-oss.com", "des-endpoint: https://s3.example.com", JobChangeEffect.NeedsRedo)]
    [InlineData("des-bucketName: backup", "des-bucketName: films", JobChangeEffect.NeedsRedo)]
    [InlineData("des-accesskey: AK", "des-accesskey: AK2", JobChangeEffect.Applies)]
    public void Changed_line_has_the_effect_of_its_key(string old, string edited, JobChangeEffect effect)
    {
        var before = Configs.Spec(Configs.S3ToS3);
        var after = Configs.Spec(Configs.S3ToS3.Replace(old, edited, StringComparison.Ordinal));

        var change = Assert.Single(JobChange.Between(before, after));

        Assert.Equal(new(old[..old.IndexOf(':', StringComparison.Ordinal)], effect), change);
    }

    [Theory]
    [InlineData("src-prefix: a/", JobChangeEffect.NeedsRedo)]
    [InlineData("des-prefix: a/", JobChangeEffect.NeedsRedo)]
    [InlineData("src-region: x", JobChangeEffect.Applies)]
    [InlineData("src-include: *.jpg", JobChangeEffect.Applies)]
    [InlineData("sync-since: 2024-01-01", JobChangeEffect.Applies)]
    [InlineData("check-mode: full", JobChangeEffect.Applies)]
    [InlineData("max-bandwidth: 1MB/s", JobChangeEffect.Applies)]
    [InlineData("des-storage-class: COLD", JobChangeEffect.Applies)]
    public void Added_line_has_the_effect_of_its_key(string line, JobChangeEffect effect)
    {
        var change = Assert.Single(JobChange.Between(Configs.Spec(Configs.S3ToS3), Configs.Spec(Configs.S3ToS3 + line)));

        Assert.Equal(new(line[..line.IndexOf(':', StringComparison.Ordinal)], effect), change);
    }

    [Fact]
    public void Other_kind_of_source_needs_redo()
    {
        var changes = JobChange.Between(Configs.Spec(Configs.DiskToS3), Configs.Spec(Configs.S3ToS3));

        Assert.Contains(new("src-filetype", JobChangeEffect.NeedsRedo), changes);
        Assert.Contains(new("src-absolutepath", JobChangeEffect.NeedsRedo), changes);
    }
}
