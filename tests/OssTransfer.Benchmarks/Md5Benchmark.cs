using System.Diagnostics;
using System.Security.Cryptography;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Benchmarks;

/// <summary>What MD5 costs here: the platform's, our own one lane, and lanes joined by the hasher while bodies arrive.</summary>
internal static class Md5Benchmark
{
    private const double Gib = 1L << 30;
    private const int PartBytes = 16 << 20;

    public static async Task RunAsync()
    {
        Console.WriteLine($"lanes: {(Md5Hasher.HasLanes ? "yes" : "no")}");
        var content = GC.AllocateUninitializedArray<byte>(PartBytes, pinned: true);
        Report("platform MD5.HashData, one stream", PartBytes * 32L, () => Repeat(32, () => MD5.HashData(content)));
        await ReportAsync("hasher, one stream", PartBytes * 32L, async () =>
        {
            var hasher = new Md5Hasher();
            for (var i = 0; i < 32; i++)
            {
                await HashAsync(hasher, content);
            }
        });
        foreach (var streams in (int[])[2, 3, 4, 6, 8, 10, 12, 16])
        {
            await ReportAsync($"hasher, {streams} whole parts at once", (long)PartBytes * streams * 4, () => TogetherAsync(streams, 4));
        }

        foreach (var streams in (int[])[4, 8, 10])
        {
            await ReportAsync(
                $"hasher, {streams} parts that arrive in turn, 256 KiB at a time", (long)PartBytes * streams * 4, () => ArrivingAsync(streams, 4));
        }
    }

    private static async Task HashAsync(Md5Hasher hasher, byte[] content)
    {
        await using var stream = hasher.Begin(content);
        stream.Filled(content.Length);
        await stream.FinishAsync();
    }

    private static async Task TogetherAsync(int streams, int rounds)
    {
        var buffers = Enumerable.Range(0, streams).Select(_ => GC.AllocateUninitializedArray<byte>(PartBytes, pinned: true)).ToList();
        for (var round = 0; round < rounds; round++)
        {
            var hasher = new Md5Hasher();
            var open = buffers.ConvertAll(buffer => hasher.Begin(buffer));
            open.ForEach(stream => stream.Filled(PartBytes));
            foreach (var stream in open)
            {
                await stream.FinishAsync();
                await stream.DisposeAsync();
            }
        }
    }

    /// <summary>As from a network: all grow together, each begins at another time.</summary>
    private static async Task ArrivingAsync(int streams, int rounds)
    {
        const int Chunk = 256 << 10;
        var hasher = new Md5Hasher();
        var buffers = Enumerable.Range(0, streams).Select(_ => GC.AllocateUninitializedArray<byte>(PartBytes, pinned: true)).ToList();
        var open = buffers.ConvertAll(buffer => hasher.Begin(buffer));
        var filled = Enumerable.Range(0, streams).Select(i => i * (PartBytes / streams / Chunk * Chunk)).ToArray();
        for (var left = streams * rounds; left > 0;)
        {
            for (var i = 0; i < streams && left > 0; i++)
            {
                filled[i] += Chunk;
                open[i].Filled(Math.Min(filled[i], PartBytes));
                if (filled[i] < PartBytes)
                {
                    continue;
                }

                await open[i].FinishAsync();
                await open[i].DisposeAsync();
                open[i] = hasher.Begin(buffers[i]);
                filled[i] = 0;
                left--;
            }
        }
    }

    private static void Repeat(int times, Func<object> work)
    {
        for (var i = 0; i < times; i++)
        {
            work();
        }
    }

    private static void Report(string what, long bytes, Action work) => ReportAsync(what, bytes, () =>
    {
        work();
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    private static async Task ReportAsync(string what, long bytes, Func<Task> work)
    {
        await work();
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        watch.Stop();
        process.Refresh();
        var cpu = (process.TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"{what,-60} {bytes / Gib / watch.Elapsed.TotalSeconds,6:0.00} GiB/s {cpu / (bytes / Gib),6:0.00} CPU-s/GiB");
    }
}
