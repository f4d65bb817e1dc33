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
        var said = await RunAsync(bench, "check", "--download", "--one-way", directory, "lab:" + bucket);
        Assert.True(said.Code == 0, said.Error);
    }

    /// <summary>
    /// What rclone says of each name of a directory and a bucket: <c>=</c> equal, <c>+</c> only in the directory, <c>-</c> only in the bucket, <c>*</c>
    /// different.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, char>> CompareAsync(Bench bench, string directory, string bucket, params string[] options)
    {
        var said = await RunAsync(bench, ["check", "--combined", "-", .. options, directory, "lab:" + bucket]);
        Assert.True(said.Code is 0 or 1, said.Error);
        return said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[2..], line => line[0]);
    }

    private static async Task<ProgramResult> RunAsync(Bench bench, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Remove("AWS_CA_BUNDLE");
        start.Environment["RCLONE_CONFIG"] = "/dev/null";
        start.Environment["RCLONE_CONFIG_LAB_TYPE"] = "s3";
        start.Environment["RCLONE_CONFIG_LAB_PROVIDER"] = "Other";
        start.Environment["RCLONE_CONFIG_LAB_ENDPOINT"] = bench.Server.Url.ToString();
        start.Environment["RCLONE_CONFIG_LAB_ACCESS_KEY_ID"] = bench.Server.AccessKey;
        start.Environment["RCLONE_CONFIG_LAB_SECRET_ACCESS_KEY"] = bench.Server.SecretKey;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, errors);
    }
}
