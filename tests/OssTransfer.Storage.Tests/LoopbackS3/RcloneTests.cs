using System.Diagnostics;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

/// <summary>Another client in another language: rclone from Debian, with its own ideas of paging, chunks and copies.</summary>
public sealed class RcloneTests : IDisposable
{
    private const string Rclone = "/usr/bin/rclone";
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("loopback-rclone-");

    public static bool IsMissing => !File.Exists(Rclone);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Delete(recursive: true);

    [Fact(Skip = "rclone is not installed", SkipWhen = nameof(IsMissing))]
    public async Task Rclone_uploads_checks_copies_and_downloads()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = ["from-disk", "copied"] }, Cancel);
        var source = _home.CreateSubdirectory("source");
        foreach (var (name, size) in ((string, int)[])[("empty", 0), ("sub/a b+c%2F.txt", 4096), ("sub/ü.bin", 70_000), ("large", 11_000_000)])
        {
            var file = new FileInfo(Path.Combine(source.FullName, name));
            file.Directory!.Create();
            await File.WriteAllBytesAsync(file.FullName, Aws.Bytes(size, seed: size), Cancel);
        }

        await RunAsync(server, "copy", source.FullName, "lab:from-disk", "--s3-upload-cutoff", "6M", "--s3-chunk-size", "5M");
        await RunAsync(server, "check", source.FullName, "lab:from-disk", "--download");
        await RunAsync(server, "copy", "lab:from-disk", "lab:copied");
        await RunAsync(server, "copy", "lab:copied", _home.FullName + "/back");
        await RunAsync(server, "check", source.FullName, _home.FullName + "/back");
        await RunAsync(server, "delete", "lab:from-disk");

        Assert.Equal(["empty", "large", "sub/a b+c%2F.txt", "sub/ü.bin"], server.Buckets["copied"].Keys);
        Assert.Equal(Aws.Bytes(11_000_000, seed: 11_000_000), server.Buckets["copied"]["large"]!.ToArray());
        Assert.Empty(server.Buckets["from-disk"].Keys);
        Assert.Equal(1, server.Requests.Count(S3Operation.CompleteMultipartUpload));
    }

    private static async Task RunAsync(LoopbackServer server, params string[] arguments)
    {
        var start = new ProcessStartInfo(Rclone, arguments) { RedirectStandardError = true };
        start.Environment.Remove("AWS_CA_BUNDLE");
        start.Environment["RCLONE_CONFIG"] = "/dev/null";
        start.Environment["RCLONE_CONFIG_LAB_TYPE"] = "s3";
        start.Environment["RCLONE_CONFIG_LAB_PROVIDER"] = "Other";
        start.Environment["RCLONE_CONFIG_LAB_ENDPOINT"] = server.Url.ToString();
        start.Environment["RCLONE_CONFIG_LAB_ACCESS_KEY_ID"] = server.AccessKey;
        start.Environment["RCLONE_CONFIG_LAB_SECRET_ACCESS_KEY"] = server.SecretKey;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, $"rclone {string.Join(' ', arguments)}: {errors}");
    }
}
