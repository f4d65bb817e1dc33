using OssTransfer.Cli.Tests.Docs;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Cli.Tests.Published;

/// <summary>The job.cfg beside the program, held to the table of keys.</summary>
public sealed class SampleConfigTests
{
    private static readonly JobConfigContext Context = new(new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc, 1);

    private static readonly string[] Lines = File.ReadAllLines(PublishedFolder.PathOf("job.cfg"));

    private static readonly JobKey[] Keys = [.. JobKeys.All.Where(key => key.State != JobKeyState.Obsolete)];

    [Fact]
    public void Sample_names_exactly_the_known_keys_in_their_order()
    {
        Assert.Equal(Keys.Select(key => key.Name), Settings().Select(setting => setting.Key).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Sample_explains_every_key_in_both_languages_with_its_values_and_default()
    {
        var text = string.Join('\n', Lines);

        Assert.All(Keys, key =>
        {
            var standing = key.Default.Length > 0 ? "；默认 default: " + key.Default : "";
            Assert.Contains($"\n# {key.Chinese}\n# {key.English}\n# 可选 values: {key.Values}{standing}\n", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Sample_as_it_comes_is_refused_only_for_what_the_user_must_fill_in()
    {
        var result = JobConfig.Parse(string.Join('\n', Lines), Context);

        Assert.Equal(
            ["des-secretkey", "des-endpoint", "des-bucketName", "des-accesskey", "src-filetype"],
            result.Errors.Select(error => error.Key).OrderBy(key => key![0]));
        Assert.All(result.Errors, error => Assert.StartsWith("is missing", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("diskfile", JobKeyScope.DiskSource, StoreKind.Disk)]
    [InlineData("s3file", JobKeyScope.CloudSource, StoreKind.S3)]
    [InlineData("qiniufile", JobKeyScope.CloudSource, StoreKind.Qiniu)]
    [InlineData("tencentfile", JobKeyScope.CloudSource, StoreKind.Tencent)]
    [InlineData("aliyunfile", JobKeyScope.CloudSource, StoreKind.Aliyun)]
    [InlineData("baidufile", JobKeyScope.CloudSource, StoreKind.Baidu)]
    [InlineData("urlfile", JobKeyScope.UrlSource, StoreKind.UrlList)]
    public void Sample_with_every_available_key_filled_in_is_a_job(string filetype, JobKeyScope source, StoreKind kind)
    {
        var scope = source | JobKeyScope.CloudDestination | JobKeyScope.Job;
        var given = Settings()
            .Where(setting =>
                JobKeys.Find(setting.Key) is { } key && (key.Scope & scope) != 0
                    && (key.Sources.Count == 0 || key.Sources.Contains(kind)))
            .GroupBy(setting => setting.Key, setting => setting.Value)
            .Select(group => $"{group.Key}: {(group.Key == "src-filetype" ? filetype : group.Last())}");

        var result = JobConfig.Parse(string.Join('\n', given), Context);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Notes);
        Assert.Equal(kind, result.Spec!.Source.Kind);
        Assert.Equal("https://s3.cn-north-1.jdcloud-oss.com/", result.Spec.Destination.Cloud!.Endpoint!.ToString());
        Assert.Equal(20_000_000, result.Spec.Limits.Bandwidth?.PerSecond);
    }

    [Fact]
    public void Sample_shows_an_endpoint_for_every_kind_of_bucket()
    {
        string[] kinds = ["s3file", "aliyunfile", "tencentfile", "qiniufile", "baidufile"];
        var shown = Settings().Where(setting => setting is { Key: "src-endpoint", Value: not "" }).Select(setting => setting.Value).ToArray();

        Assert.Equal(kinds.Length, shown.Length);
        Assert.All(kinds.Zip(shown), pair => Assert.Empty(SourceDoors.Resolve(pair.First, pair.Second, "photos-1250000000").Errors));
        Assert.Contains(
            Lines,
            line =>
                line.Contains("s3file, aliyunfile, tencentfile, qiniufile (a download domain of the bucket, or nothing), baidufile", StringComparison.Ordinal));
    }

    // "#key: value" is a setting to use, "# text" an explanation.
    private static IEnumerable<(string Key, string Value)> Settings() =>
        from line in Lines
        where line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal) && line != "#"
        let setting = line.TrimStart('#')
        let colon = setting.IndexOf(':', StringComparison.Ordinal)
        select (setting[..colon], setting[(colon + 1)..].Trim());
}
