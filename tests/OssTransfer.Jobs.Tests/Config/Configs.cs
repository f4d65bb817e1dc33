using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

/// <summary>Texts and contexts that tests start from.</summary>
internal static class Configs
{
    public const string DiskToS3 = """
        job-ID: photos
        src-filetype: diskfile
        src-absolutepath: /data/photos
        des-accesskey: AK
        des-secretkey: SK==
        des-endpoint: https://s3.cn-north-1.jdcloud-oss.com
        des-bucketName: backup

        """;

    public const string S3ToS3 = """
        job-ID: photos
        src-filetype: s3file
        src-accesskey: SRC-AK
        src-secretkey: SRC-SK
        src-endpoint: https://s3.us-east-1.amazonaws.com
        src-bucketName: photos
        des-accesskey: AK
        des-secretkey: SK
        des-endpoint: https://s3.cn-north-1.jdcloud-oss.com
        des-bucketName: backup

        """;

    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", TimeSpan.FromHours(8), null, null);

    public static JobConfigContext Context { get; } = new(new DateTimeOffset(2026, 1, 31, 7, 45, 0, TimeSpan.Zero), Shanghai, 0x1234_09af);

    public static JobConfigResult Parse(string text) => JobConfig.Parse(text, Context);

    /// <summary>The spec of a text without errors.</summary>
    public static JobSpec Spec(string text)
    {
        var result = Parse(text);
        Assert.Empty(result.Errors);
        return result.Spec!;
    }

    /// <summary>The only error of a text.</summary>
    public static ConfigError OnlyError(string text)
    {
        var result = Parse(text);
        Assert.Null(result.Spec);
        Assert.Null(result.Secrets);
        return Assert.Single(result.Errors);
    }
}
