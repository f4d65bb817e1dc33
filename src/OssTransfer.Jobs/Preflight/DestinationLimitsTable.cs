namespace OssTransfer.Jobs.Preflight;

/// <summary>The destinations that we know, as their services document them.</summary>
public static class DestinationLimitsTable
{
    private const long Gigabit = 125_000_000;

    /// <summary>A row of a region stands before the one for all.</summary>
    private static readonly DestinationLimits[] Rows =
    [
        new() { Profile = "jd", Region = "cn-east-1", WritesPerSecond = 1500, BytesPerSecond = 5 * Gigabit },
        new() { Profile = "jd", Region = "cn-south-1", WritesPerSecond = 1500, BytesPerSecond = 5 * Gigabit },
        new() { Profile = "jd", WritesPerSecond = 1500, BytesPerSecond = 10 * Gigabit },
        new() { Profile = "aws", WritesPerSecond = 3500 },
        new() { Profile = "aliyun-s3", WritesPerSecond = 10_000, BytesPerSecond = 10 * Gigabit },
        new() { Profile = "tencent-s3", WritesPerSecond = 30_000, BytesPerSecond = 15 * Gigabit },
        new() { Profile = "baidu-s3", BytesPerSecond = 10 * Gigabit },
        new() { Profile = "minio", OddKeys = KeyKeeping.Refused, KeepsDirectories = true },
        new() { Profile = "other", OddKeys = KeyKeeping.Unknown },
    ];

    /// <summary>A directory.</summary>
    public static DestinationLimits Disk { get; } = new() { Profile = "", KeepsDirectories = true, IsDisk = true };

    /// <summary>What is known of a profile in a region; a row without limits where nothing is.</summary>
    public static DestinationLimits Of(string profile, string region) =>
        Rows.FirstOrDefault(row => row.Profile == profile && (row.Region is null || row.Region == region)) ?? new() { Profile = profile };
}
