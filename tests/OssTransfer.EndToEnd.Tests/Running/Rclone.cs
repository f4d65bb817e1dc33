using System.Diagnostics;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>A second opinion by rclone from Debian.</summary>
internal static class Rclone
{
    private const string Program = "/usr/bin/rclone";

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Reads a directory and a bucket whole and fails where the bucket lacks a file or has another; what else it has is not looked at.</summary>
    public static async Task CheckAsync(Bench bench, string directory, string bucket)
    {
        var start = new ProcessStartInfo(Program, ["check", "--download", "--one-way", directory, "lab:" + bucket]) { RedirectStandardError = true };
        start.Environment.Remove("AWS_CA_BUNDLE");
        start.Environment["RCLONE_CONFIG"] = "/dev/null";
        start.Environment["RCLONE_CONFIG_LAB_TYPE"] = "s3";
        start.Environment["RCLONE_CONFIG_LAB_PROVIDER"] = "Other";
        start.Environment["RCLONE_CONFIG_LAB_ENDPOINT"] = bench.Server.Url.ToString();
        start.Environment["RCLONE_CONFIG_LAB_ACCESS_KEY_ID"] = bench.Server.AccessKey;
        start.Environment["RCLONE_CONFIG_LAB_SECRET_ACCESS_KEY"] = bench.Server.SecretKey;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
    }
}
