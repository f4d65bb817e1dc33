namespace OssTransfer.Jobs.Tests.Config;

/// <summary>What must not be accepted: the line is number 8 of a job from disk to S3, or takes the place of one of its lines.</summary>
public sealed class JobConfigErrorTests
{
    [Theory]
    [InlineData("no separator here", null, "write key: value")]
    [InlineData(": value", null, "write key: value")]
    [InlineData("check-mode：md5", null, "full-width")]
    [InlineData("threads: 5", "threads", "is not a known key")]
    [InlineData("9fQ+x/z2: 5", null, "is not a known key")]
    [InlineData("des-bucketName: other", "des-bucketName", "is given twice, first in line 7")]
    [InlineData("check-mode: md4", "check-mode", "must be one of: head, md5, full")]
    [InlineData("check-time: later", "check-time", "must be one of: never, now")]
    [InlineData("sync-enable-increment: yes", "sync-enable-increment", "must be True or False")]
    [InlineData("sync-increment-interval: 0", "sync-increment-interval", "from 1 to 315360000")]
    [InlineData("sync-increment-interval: 1.5", "sync-increment-interval", "whole number")]
    [InlineData("sync-increment-interval: 99999999999999999999", "sync-increment-interval", "whole number")]
    [InlineData("sync-since: yesterday", "sync-since", "YYYY-MM-DD HH:MM:SS")]
    [InlineData("sync-since: 2024-02-30 00:00:00", "sync-since", "YYYY-MM-DD HH:MM:SS")]
    [InlineData("sync-since: 0001-01-01 00:00:00", "sync-since", "YYYY-MM-DD HH:MM:SS")]
    [InlineData("sync-since: 0002-01-01 00:00:00 +00:00", "sync-since", "between 1970 and 9990")]
    [InlineData("src-min-size: -1", "src-min-size", "number of bytes")]
    [InlineData("src-min-size: 5Mb", "src-min-size", "number of bytes")]
    [InlineData("src-min-size: 0.5B", "src-min-size", "number of bytes")]
    [InlineData("src-max-size: 99999999999TB", "src-max-size", "number of bytes")]
    [InlineData("src-max-size: 99999999999999999999999999999999999", "src-max-size", "number of bytes")]
    [InlineData("src-min-age: 3w", "src-min-age", "seconds")]
    [InlineData("src-min-age: 99999999999999999d", "src-min-age", "seconds")]
    [InlineData("src-modified-before: 1", "src-modified-before", "YYYY-MM-DD HH:MM:SS")]
    [InlineData("src-include: [a", "src-include", "'[a': has a [ without its ]")]
    [InlineData("src-include: a,,b", "src-include", "is empty")]
    [InlineData(@"src-exclude: a\", "src-exclude", "single \\")]
    [InlineData("src-exclude: [z-a]", "src-exclude", "backwards")]
    [InlineData("max-bandwidth: 20", "max-bandwidth", "20MB/s")]
    [InlineData("max-bandwidth: 20Mb/s", "max-bandwidth", "bits")]
    [InlineData("max-bandwidth: -1MB/s", "max-bandwidth", "20MB/s")]
    [InlineData("max-bandwidth: 08:00-20:00 20MB/s, 19:00-08:00 0 UTC", "max-bandwidth", "08:00-20:00 and 19:00-08:00 overlap")]
    [InlineData("max-bandwidth: 22:00-06:00 1MB/s, 05:00-07:00 0", "max-bandwidth", "22:00-06:00 and 05:00-07:00 overlap")]
    [InlineData(
        "max-bandwidth: 08:00-20:00 20MB/s Asia/Peking", "max-bandwidth", "'Asia/Peking' is not a time zone; write its IANA name, such as Asia/Shanghai")]
    [InlineData("max-bandwidth: 08:00-20:00 20MB/s ../../etc/passwd", "max-bandwidth", "is not a time zone")]
    [InlineData("max-bandwidth: 08:00-20:00 20MB", "max-bandwidth", "'08:00-20:00 20MB' has no rate that can be read; write 20MB/s, or 0 for no limit")]
    [InlineData("max-bandwidth: 08:00-24:30 20MB/s", "max-bandwidth", "has a time that no clock shows")]
    [InlineData("max-bandwidth: 24:00-08:00 20MB/s", "max-bandwidth", "has a time that no clock shows")]
    [InlineData("max-bandwidth: 08:60-09:00 20MB/s", "max-bandwidth", "has a time that no clock shows")]
    [InlineData("max-bandwidth: 08:00-08:00 20MB/s", "max-bandwidth", "write 00:00-24:00 for the whole day")]
    [InlineData("max-bandwidth: 1:5MB/s", "max-bandwidth", "'1:5MB/s' must be hours with a rate such as 08:00-20:00 20MB/s")]
    [InlineData("max-requests: 500", "max-requests", "500/s")]
    [InlineData("max-requests: 5.5/s", "max-requests", "500/s")]
    [InlineData("max-requests: 08:00-20:00 5MB/s", "max-requests", "'08:00-20:00 5MB/s' has no rate that can be read; write 500/s")]
    [InlineData("max-failures: 0", "max-failures", "from 1 to")]
    [InlineData("keep-runs: 0", "keep-runs", "from 1 to")]
    [InlineData("keep-runs: 101", "keep-runs", "from 1 to")]
    [InlineData("des-metadata: ignore", "des-metadata", "must be one of: fail, drop")]
    [InlineData("des-acl: public", "des-acl", "must be one of: private, public-read, keep")]
    [InlineData("des-acl: keep", "des-acl", "keep needs a source that reports the ACLs of its objects, which diskfile doesn't; choose private or public-read")]
    [InlineData("des-addressing: virtual", "des-addressing", "must be one of: path, host")]
    [InlineData("des-storage-class: a b", "des-storage-class", "must be a name")]
    [InlineData("des-region: cn north", "des-region", "must be a name")]
    [InlineData("des-ca-file: ca.pem", "des-ca-file", "must be an absolute path")]
    [InlineData("des-proxy: proxy", "des-proxy", "host:port")]
    [InlineData("des-proxy: http://user@:80", "des-proxy", "host:port")]
    [InlineData("des-proxy: http://:pw@host:80", "des-proxy", "host:port")]
    [InlineData("des-proxy: ftp://host:80", "des-proxy", "host:port")]
    [InlineData("des-proxy: http://host:80/path", "des-proxy", "host:port")]
    [InlineData("des-session-token: a b", "des-session-token", "ASCII")]
    [InlineData("des-session-token: ***", "des-session-token", "not stored here")]
    [InlineData("src-prefix: a/", "src-prefix", "has no meaning for diskfile")]
    [InlineData("src-links: maybe", "src-links", "must be one of: follow, inside, skip")]
    [InlineData("src-name-encoding: klingon", "src-name-encoding", "is not a known encoding")]
    [InlineData("src-name-encoding: utf-16", "src-name-encoding", "is not a known encoding")]
    [InlineData("src-name-encoding: IBM037", "src-name-encoding", "is not a known encoding")]
    [InlineData("src-name-encoding: utf-7", "src-name-encoding", "is not a known encoding")]
    [InlineData("des-prefix: a\u0001b", "des-prefix", "control character")]
    public void Line_is_refused_with_its_key_and_what_is_allowed(string line, string? key, string message)
    {
        var error = Configs.OnlyError(Configs.DiskToS3 + line);

        Assert.Equal((8, key), (error.Line, error.Key));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("job-ID: photos", "job-ID: .", "job-ID", ". or ..")]
    [InlineData("job-ID: photos", "job-ID: ..", "job-ID", ". or ..")]
    [InlineData("job-ID: photos", "job-ID: --help", "job-ID", "begin with -")]
    [InlineData("job-ID: photos", "job-ID: a b", "job-ID", "U+0020")]
    [InlineData("job-ID: photos", "job-ID: a/b", "job-ID", "U+002F")]
    [InlineData("job-ID: photos", @"job-ID: a\b", "job-ID", "U+005C")]
    [InlineData("job-ID: photos", "job-ID: a:b", "job-ID", "U+003A")]
    [InlineData("job-ID: photos", "job-ID: a<b", "job-ID", "U+003C")]
    [InlineData("src-filetype: diskfile", "src-filetype: floppy", "src-filetype", "must be one of: diskfile, urlfile")]
    [InlineData("src-absolutepath: /data/photos", "src-absolutepath:", "src-absolutepath", "is missing")]
    [InlineData("src-absolutepath: /data/photos", "src-absolutepath: photos", "src-absolutepath", "absolute path")]
    [InlineData("src-absolutepath: /data/photos", "src-absolutepath: /data/../photos", "src-absolutepath", "absolute path")]
    [InlineData("des-accesskey: AK", "", "des-accesskey", "is missing: des-filetype s3file needs it")]
    [InlineData("des-accesskey: AK", "des-accesskey: A K", "des-accesskey", "ASCII")]
    [InlineData("des-secretkey: SK==", "", "des-secretkey", "is missing: des-filetype s3file needs it")]
    [InlineData("des-secretkey: SK==", "des-secretkey: ***", "des-secretkey", "not stored here")]
    [InlineData("des-bucketName: backup", "", "des-bucketName", "is missing")]
    [InlineData("des-bucketName: backup", "des-bucketName: backup/dir", "des-bucketName", "must be the name of a bucket")]
    [InlineData("des-bucketName: backup", "des-bucketName: ..", "des-bucketName", "must be the name of a bucket")]
    public void Line_in_place_of_a_needed_one_is_refused(string old, string line, string key, string message)
    {
        var error = Configs.OnlyError(Configs.DiskToS3.Replace(old, line, StringComparison.Ordinal));

        Assert.Equal(key, error.Key);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://s3.example.com")]
    [InlineData("https://")]
    [InlineData("https://s3.example.com/bucket")]
    [InlineData("https://s3.example.com?x")]
    [InlineData("https://s3.example.com#x")]
    [InlineData("https://ak:sk@s3.example.com")]
    [InlineData("s3.example.com:99999")]
    [InlineData("s3.example.com:0")]
    [InlineData("s3 example.com")]
    [InlineData("https://存储.example.com")]
    [InlineData(@"https:\\s3.example.com")]
    [InlineData("a:b:c")]
    public void Endpoint_with_anything_else_is_refused(string endpoint)
    {
        var error = Configs.OnlyError(Configs.DiskToS3.Replace("https://s3.cn-north-1.jdcloud-oss.com", endpoint, StringComparison.Ordinal));

        Assert.Equal((6, "des-endpoint"), (error.Line, error.Key));
        Assert.Contains("[http[s]://]host[:port]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tencentfile")]
    [InlineData("aliyunfile")]
    [InlineData("baidufile")]
    public void Bucket_without_its_keys_is_told_all_that_is_missing(string filetype)
    {
        var result = Configs.Parse(Configs.DiskToS3.Replace("src-filetype: diskfile", "src-filetype: " + filetype, StringComparison.Ordinal));

        Assert.Equal(
            ["src-accesskey", "src-bucketName", "src-endpoint", "src-secretkey"], result.Errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.All(result.Errors, error => Assert.Equal($"is missing: src-filetype {filetype} needs it", error.Message));
    }

    [Theory]
    [InlineData("aliyunfile", "src-profile: aws")]
    [InlineData("baidufile", "src-region: bj")]
    [InlineData("tencentfile", "src-list-endpoint: https://list.example")]
    [InlineData("qiniufile", "src-addressing: path")]
    [InlineData("s3file", "src-list-endpoint: https://list.example")]
    public void Key_that_the_source_has_no_use_for_is_told(string filetype, string line)
    {
        var result = Configs.Parse(Configs.DiskToS3.Replace(
            "src-filetype: diskfile",
            $"src-filetype: {filetype}\nsrc-endpoint: https://e.example\nsrc-bucketName: b\nsrc-accesskey: a\nsrc-secretkey: s\n{line}",
            StringComparison.Ordinal));

        Assert.Contains(result.Notes, note => note.EndsWith($"{line.Split(':')[0]}: is not needed for {filetype}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("src-file-list: list.txt", "src-file-list", "must be an absolute path")]
    [InlineData("", "src-file-list", "is missing")]
    [InlineData("src-file-list: /list.txt\nurl-query: cut", "url-query", "must be one of: keep, drop")]
    [InlineData("src-file-list: /list.txt\nurl-allow: 10.0.0.0/8, intranet", "url-allow", "'intranet' is no range of addresses")]
    [InlineData("src-file-list: /list.txt\nurl-allow: 10.0.0.1/8", "url-allow", "'10.0.0.1/8' is not the beginning of a range")]
    public void List_of_urls_that_is_half_described_is_refused(string lines, string key, string message)
    {
        var error = Configs.OnlyError(Configs.DiskToS3.Replace("src-filetype: diskfile", "src-filetype: urlfile\n" + lines, StringComparison.Ordinal));

        Assert.Equal(key, error.Key);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trust_in_an_inventory_without_a_list_is_refused()
    {
        var error = Configs.OnlyError(Configs.S3ToS3 + "src-inventory: trust");

        Assert.Equal(("src-inventory", true), (error.Key, error.Message.StartsWith("needs src-file-list", StringComparison.Ordinal)));
        Assert.True(Configs.Spec(Configs.S3ToS3 + "src-inventory: trust\nsrc-file-list: /i/manifest.json").Source.TrustsInventory);
    }

    [Fact]
    public void Disk_destination_that_a_file_system_cannot_hold_is_refused()
    {
        const string Disk = "src-filetype: diskfile\nsrc-absolutepath: /a\ndes-filetype: diskfile\ndes-absolutepath: /b\ndes-prefix: ";

        Assert.Equal("des-prefix", Configs.OnlyError(Disk + "../c").Key);
        Assert.Equal("des-prefix", Configs.OnlyError(Disk + "c//d").Key);
        Assert.Equal("des-prefix", Configs.OnlyError(Disk + "/c").Key);
    }

    [Fact]
    public void Broken_character_is_refused()
    {
        // Half of a surrogate pair cannot stand in an attribute.
        Assert.Equal(8, Configs.OnlyError(Configs.DiskToS3 + "des-prefix: a\ud800b").Line);
        Assert.Equal(8, Configs.OnlyError(Configs.DiskToS3 + "des-prefix: a\udc00").Line);
    }

    [Fact]
    public void Job_id_is_measured_in_bytes()
    {
        string Text(string id) => Configs.DiskToS3.Replace("job-ID: photos", "job-ID: " + id, StringComparison.Ordinal);

        Assert.Equal(33, Configs.Spec(Text(new string('图', 33))).JobId.Length);
        Assert.Contains("100 bytes", Configs.OnlyError(Text(new string('图', 34))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_that_leave_nothing_are_refused()
    {
        Assert.Equal("src-max-size", Configs.OnlyError(Configs.DiskToS3 + "src-min-size: 2\nsrc-max-size: 1").Key);
        Assert.Equal("src-modified-before", Configs.OnlyError(Configs.DiskToS3 + "sync-since: 2024-01-01\nsrc-modified-before: 2024-01-01").Key);
    }

    [Fact]
    public void File_of_another_kind_gives_a_bounded_number_of_errors()
    {
        Assert.Equal(100, Configs.Parse(string.Concat(Enumerable.Repeat("nothing that we know\n", 10_000))).Errors.Count);
        Assert.Contains("is longer than", Configs.OnlyError(new string('x', (1 << 20) + 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_never_shows_a_secret()
    {
        var result = Configs.Parse("""
            src-filetype: s3file
            src-secretkey: TOPSECRET1
            src-secretkey: TOPSECRET2
            src-session-token: TOP SECRET3
            src-proxy: http://me:TOPSECRET4@
            src-endpoint: https://me:TOPSECRET5@host
            TOPSECRET6+abc= x
            TOPSECRET7
            """);

        Assert.DoesNotContain("SECRET", string.Join('\n', result.Errors) + string.Join('\n', result.Notes), StringComparison.Ordinal);
        Assert.True(result.Errors.Count >= 6);
    }
}
