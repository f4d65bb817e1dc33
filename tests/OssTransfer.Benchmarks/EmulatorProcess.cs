using System.Diagnostics;
using System.Globalization;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;

namespace OssTransfer.Benchmarks;

/// <summary>An emulator in a process of its own (this program again), so that what it costs is not counted as the reader's.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ReaderKind _kind;
    private readonly string _url;

    private EmulatorProcess(Process process, ReaderKind kind, string url)
    {
        _process = process;
        _kind = kind;
        _url = url;
    }

    /// <summary>Starts one with so many objects.</summary>
    public static async Task<EmulatorProcess> StartAsync(ReaderKind kind, int objects, int bytes)
    {
        string[] arguments =
        [
            Environment.GetCommandLineArgs()[0],
            "serve",
            kind.Name,
            objects.ToString(CultureInfo.InvariantCulture),
            bytes.ToString(CultureInfo.InvariantCulture),
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var url = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"the emulator of {kind.Name} did not start");
        return new(process, kind, url);
    }

    /// <summary>The other side: serves until standard input ends.</summary>
    public static async Task ServeAsync(string name, int objects, int bytes)
    {
        var kind = ReaderKind.All.Single(kind => kind.Name == name);
        await using var server = await kind.Start(new() { Buckets = [ReaderKind.Bucket], LogRequests = false });
        var content = new byte[bytes];
        new Random(1).NextBytes(content);
        for (var i = 0; i < objects; i++)
        {
            var stored = new EmulatorObject($"bench/{i:d7}", content)
            {
                LastModified = DateTimeOffset.UnixEpoch.AddYears(50),
                Headers = [new("Content-Type", "application/octet-stream")],
            };
            server.Bucket(ReaderKind.Bucket).Put(kind.Stored(stored));
        }

        Console.WriteLine(server.Endpoint);
        await Console.In.ReadToEndAsync();
    }

    public IObjectStore Open() => _kind.Open(_url);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
