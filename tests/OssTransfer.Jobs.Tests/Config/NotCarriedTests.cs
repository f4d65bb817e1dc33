using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

public sealed class NotCarriedTests
{
    private const string ToDisk = "des-filetype: diskfile\ndes-absolutepath: /backup\n";

    private static readonly string FromDisk = "job-ID: a\nsrc-filetype: diskfile\nsrc-absolutepath: /data\n";

    private static readonly string FromS3 = Configs.S3ToS3[..Configs.S3ToS3.IndexOf("des-", StringComparison.Ordinal)];

    [Fact]
    public void Disk_to_store_loses_what_only_files_have()
    {
        var line = Assert.Single(NotCarried.Of(Configs.Spec(Configs.DiskToS3)));

        Assert.StartsWith("not carried: owner, group, mode, times, ACLs", line, StringComparison.Ordinal);
        Assert.Contains("empty directories", line, StringComparison.Ordinal);
        Assert.Contains("hard links", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "des-acl: private")]
    [InlineData("des-acl: public-read", "des-acl: public-read")]
    public void Store_to_store_loses_tags_versions_locks_and_says_what_becomes_of_ACLs(string option, string acl)
    {
        var lines = NotCarried.Of(Configs.Spec(Configs.S3ToS3 + option));

        Assert.Equal(2, lines.Count);
        Assert.Equal("not carried: tags, older versions, locks, owners and storage classes of objects", lines[0]);
        Assert.StartsWith("not carried: ACLs of objects", lines[1], StringComparison.Ordinal);
        Assert.Contains(acl, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Kept_ACLs_lose_only_what_canned_ones_cannot_say() =>
        Assert.Equal("not carried: rights of single users in the ACLs of objects", NotCarried.Of(Configs.Spec(Configs.S3ToS3 + "des-acl: keep"))[1]);

    [Fact]
    public void Store_to_disk_loses_headers_too()
    {
        var lines = NotCarried.Of(Configs.Spec(FromS3 + ToDisk));

        Assert.Equal(
            ["not carried: ACLs of objects", "not carried: Content-Type, other headers and user metadata: a disk has no place for them"], lines.Skip(1));
    }

    [Fact]
    public void Disk_to_disk_says_both()
    {
        var lines = NotCarried.Of(Configs.Spec(FromDisk + ToDisk));

        Assert.Equal(2, lines.Count);
        Assert.DoesNotContain(lines, line => line.Contains("tags", StringComparison.Ordinal));
    }
}
