using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Rates;
using OssTransfer.Transfer.Policies;

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

    [Fact]
    public void Every_option_reaches_the_spec()
    {
        var spec = Configs.Spec(Configs.S3ToS3 + """
            src-prefix: in/
            src-profile: aws
            src-region: us-east-1
            src-addressing: host
            src-ca-file: /etc/ca.pem
            src-proxy: http://me:pw@proxy:3128
            des-prefix: out/
            des-profile: jd
            des-region: cn-north-1
            des-addressing: path
            des-ca-file: /etc/jd.pem
            des-proxy: socks5://proxy:1080
            des-metadata: drop
            des-acl: public-read
            des-storage-class: STANDARD_IA
            sync-enable-increment: false
            sync-increment-interval: 60
            sync-since: 2024-01-01 00:00:00
            check-time: never
            check-mode: full
            src-include: **.jpg, **.png
            src-exclude: tmp/**
            src-min-size: 1KiB
            src-max-size: 1.5GB
            src-min-age: 2h
            src-modified-before: 2025-01-01 00:00:00 +00:00
            max-bandwidth: 20MB/s
            max-requests: 500/s
            max-failures: 7
            keep-runs: 3
            """);

        Assert.Equal(
            new CloudSpec(new("https://s3.us-east-1.amazonaws.com"), "photos", "SRC-AK")
            {
                Profile = "aws", Region = "us-east-1", Addressing = Addressing.Host, CaFile = "/etc/ca.pem", Proxy = new(new("http://proxy:3128"), "me"),
            },
            spec.Source.Cloud);
        Assert.Equal(
            new DestinationSpec(StoreKind.S3)
            {
                Cloud = new(new("https://s3.cn-north-1.jdcloud-oss.com"), "backup", "AK")
                {
                    Profile = "jd", Region = "cn-north-1", Addressing = Addressing.Path, CaFile = "/etc/jd.pem", Proxy = new(new("socks5://proxy:1080"), null),
                },
                Prefix = "out/",
                Metadata = MetadataPolicy.Drop,
                Acl = DestinationAcl.PublicRead,
                StorageClass = "STANDARD_IA",
            },
            spec.Destination);
        Assert.Equal(3, spec.KeepRuns);
        Assert.Equal("in/", spec.Source.Prefix);
        Assert.Equal(new SyncSpec { IsIncremental = false, Interval = TimeSpan.FromMinutes(1) }, spec.Sync);
        Assert.Equal(new CheckSpec { Time = CheckTime.Never, Mode = CheckMode.Full }, spec.Check);
        Assert.Equal(
            new FilterSpec
            {
                Include = new(["**.jpg", "**.png"]),
                Exclude = new(["tmp/**"]),
                MinBytes = 1024,
                MaxBytes = 1_500_000_000,
                MinAge = TimeSpan.FromHours(2),
                ModifiedBefore = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
                Since = new(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)),
            },
            spec.Filter);
        Assert.Equal(new LimitSpec { Bandwidth = RateSpec.Always(20_000_000), Requests = RateSpec.Always(500), MaxFailures = 7 }, spec.Limits);
    }

    [Fact]
    public void Disk_destination_takes_directory_and_prefix()
    {
        var spec = Configs.Spec("""
            src-filetype: diskfile
            src-absolutepath: /data//a/
            src-name-encoding: GBK
            des-filetype: diskfile
            des-absolutepath: /backup
            des-prefix: 2026/january/
            """);

        Assert.Equal(new DiskSpec("/data/a") { NameEncoding = "gbk" }, spec.Source.Disk);
        Assert.Equal(new DestinationSpec(StoreKind.Disk) { Disk = new("/backup"), Prefix = "2026/january/" }, spec.Destination);
    }

    [Theory]
    [InlineData("utf-8", null)]
    [InlineData("GB18030", "gb18030")]
    [InlineData("big5", "big5")]
    [InlineData("shift_jis", "shift_jis")]
    [InlineData("euc-kr", "euc-kr")]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("iso-8859-1", "iso-8859-1")]
    public void Name_encoding_is_any_that_writes_ASCII_as_ASCII(string text, string? expected)
    {
        Assert.Equal(expected, Configs.Spec(Configs.DiskToS3 + "src-name-encoding: " + text).Source.Disk!.NameEncoding);
    }

    [Fact]
    public void Missing_job_id_is_generated_and_shown()
    {
        var result = Configs.Parse(Configs.DiskToS3.Replace("job-ID: photos", "job-ID:", StringComparison.Ordinal));

        Assert.Equal("job-20260131-154500-09af", result.Spec!.JobId);
        Assert.Contains("job-20260131-154500-09af", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_lines()
    {
        var result = Configs.Parse("""
            # wrong from top to bottom
            job-ID: a/b
            src-filetype: s3file
            src-endpoint: ftp://x
            check-mod: md5
            sync-increment-interval: soon
            sync-increment-interval: 5
            """);

        Assert.Null(result.Spec);
        Assert.Equal(
            [
                (2, "job-ID"), (4, "src-endpoint"), (5, "check-mod"), (6, "sync-increment-interval"), (7, "sync-increment-interval"),
                (0, "src-secretkey"), (0, "src-bucketName"), (0, "src-accesskey"),
                (0, "des-secretkey"), (0, "des-endpoint"), (0, "des-bucketName"), (0, "des-accesskey"),
            ],
            result.Errors.Select(error => (error.Line, error.Key)));
    }

    [Fact]
    public void Unknown_key_names_the_nearest_known_one()
    {
        var error = Configs.OnlyError(Configs.DiskToS3 + "des_bucketname: x");

        Assert.Equal(new(8, "des_bucketname", "is not a known key; did you mean des-bucketName?"), error);
    }

    [Fact]
    public void Error_without_a_line_reads_well()
    {
        Assert.Equal("line 3: check-mode: must be X", new ConfigError(3, "check-mode", "must be X").ToString());
        Assert.Equal("must be X", new ConfigError(0, null, "must be X").ToString());
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("20MB/s", 20_000_000L)]
    [InlineData("20 MB/s", 20_000_000L)]
    [InlineData("1.5KiB/s", 1536L)]
    [InlineData("0MB/s", null)]
    [InlineData("none", null)]
    public void Bandwidth_is_read_in_decimal_and_binary_units(string text, long? expected)
    {
        Assert.Equal(expected, Configs.Spec(Configs.DiskToS3 + "max-bandwidth: " + text).Limits.Bandwidth?.PerSecond);
    }

    [Theory]
    [InlineData("1970-01-01 08:00:00", null)]
    [InlineData("2024-02-29 12:00:00", "2024-02-29 12:00:00 +08:00")]
    [InlineData("2024-02-29", "2024-02-29 00:00:00 +08:00")]
    [InlineData("2024-02-29 12:00:00 -05:30", "2024-02-29 12:00:00 -05:30")]
    [InlineData("2024-02-29T12:00:00Z", "2024-02-29 12:00:00 +00:00")]
    public void Since_is_resolved_in_the_users_zone_or_by_its_offset(string text, string? expected)
    {
        var since = Configs.Spec(Configs.DiskToS3 + "sync-since: " + text).Filter.Since;

        Assert.Equal(expected, since?.ToString("yyyy-MM-dd HH:mm:ss zzz", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Since_without_offset_is_shown_with_one()
    {
        var result = Configs.Parse(Configs.DiskToS3 + "sync-since: 2024-02-29 12:00:00");

        Assert.Equal("line 8: sync-since: read as 2024-02-29 12:00:00 +08:00", Assert.Single(result.Notes));
    }

    [Theory]
    [InlineData("2024-03-31 02:30:00", null)]
    [InlineData("2024-10-27 02:30:00", "+02:00")]
    [InlineData("2024-07-01 00:00:00", "+02:00")]
    [InlineData("2024-12-01 00:00:00", "+01:00")]
    public void Since_minds_that_clocks_are_put_forward_and_back(string text, string? offset)
    {
        var context = Configs.Context with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

        var result = JobConfig.Parse(Configs.DiskToS3 + "sync-since: " + text, context);

        Assert.Equal(offset, result.Spec?.Filter.Since?.ToString("zzz", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(offset is null, result.Errors.Any(error => error.Message.Contains("does not exist in Europe/Berlin", StringComparison.Ordinal)));
    }

    [Fact]
    public void Future_check_is_never_with_a_hint()
    {
        var result = Configs.Parse(Configs.DiskToS3 + "check-time: future");

        Assert.Equal(CheckTime.Never, result.Spec!.Check.Time);
        Assert.Contains("read as never", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src-accesskey: x", "src-accesskey: is not needed for diskfile")]
    [InlineData("src-bucketName: x", "src-bucketName: is not needed for diskfile")]
    [InlineData("des-absolutepath: /x", "des-absolutepath: is not needed for s3file")]
    [InlineData("task-size = 10", "task-size is no longer needed")]
    [InlineData("round: 5", "round is no longer needed")]
    [InlineData("des-prefix: a", "des-prefix: is a directory: read as a/")]
    [InlineData("des-prefix: /a/", "des-prefix: begins with /")]
    [InlineData("sync-since: 2030-01-01 00:00:00 +00:00", "sync-since: lies in the future")]
    public void Oddity_is_accepted_with_a_note(string line, string expected)
    {
        var result = Configs.Parse(Configs.DiskToS3 + line);

        Assert.Empty(result.Errors);
        Assert.Contains(expected, Assert.Single(result.Notes), StringComparison.Ordinal);
        Assert.StartsWith("line 8: ", result.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Unencrypted_endpoint_is_noted_unless_it_is_this_machine()
    {
        string Note(string endpoint) =>
            string.Join(';', Configs.Parse(Configs.DiskToS3.Replace("https://s3.cn-north-1.jdcloud-oss.com", endpoint, StringComparison.Ordinal)).Notes);

        Assert.Contains("unencrypted", Note("http://s3.example.com"), StringComparison.Ordinal);
        Assert.Empty(Note("http://127.0.0.1:9000"));
    }

    [Theory]
    [InlineData("s3.example.com", "https://s3.example.com")]
    [InlineData("HTTPS://S3.Example.com:443/", "https://s3.example.com")]
    [InlineData("http://localhost:9000", "http://localhost:9000")]
    [InlineData("10.0.0.1:9000", "https://10.0.0.1:9000")]
    [InlineData("http://[::1]:9000", "http://[::1]:9000")]
    [InlineData("http://my_host:80", "http://my_host")]
    public void Endpoint_is_scheme_host_and_port(string text, string expected)
    {
        var spec = Configs.Spec(Configs.DiskToS3.Replace("https://s3.cn-north-1.jdcloud-oss.com", text, StringComparison.Ordinal));

        Assert.Equal(expected, spec.Destination.Cloud!.Endpoint!.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public void Profile_is_held_to_the_known_ones()
    {
        var context = Configs.Context with { Profiles = ["jd", "aws"] };

        var result = JobConfig.Parse(Configs.DiskToS3 + "des-profile: jdd", context);

        Assert.Equal(new(8, "des-profile", "must be one of: aws, jd"), Assert.Single(result.Errors));
    }
}
