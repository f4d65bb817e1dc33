using System.Diagnostics;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Benchmarks;

/// <summary>A server of its own process, so that what it costs is not counted as ours.</summary>
internal sealed class LoopbackProcess : IAsyncDisposable
{
    private const string Bucket = "bench";
    private readonly Process _process;
    private readonly string _portFile;

    private LoopbackProcess(Process process, string portFile)
    {
        _process = process;
        _portFile = portFile;
    }

    public static async Task<LoopbackProcess> StartAsync(params string[] arguments)
    {
        var portFile = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var server = Path.Combine(AppContext.BaseDirectory, "OssTransfer.LoopbackS3.dll");
        var process = Process.Start(
            new ProcessStartInfo("dotnet", [server, "--port-file", portFile, "--bucket", Bucket, .. arguments]) { RedirectStandardOutput = true })!;
        while (!File.Exists(portFile) || new FileInfo(portFile).Length == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        return new(process, portFile);
    }

    public IObjectStore Open(bool isUnsigned) => S3Stores.Open(new()
    {
        Endpoint = $"http://127.0.0.1:{File.ReadAllText(_portFile).Trim()}",
        Bucket = Bucket,
        AccessKey = "loopback",
        SecretKey = new("loopbacksecret"),
        Region = "us-east-1",
        UnsignedPayload = isUnsigned,
    });

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_portFile);
    }
}
