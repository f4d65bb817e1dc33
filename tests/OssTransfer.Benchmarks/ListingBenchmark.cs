using System.Diagnostics;
using System.Globalization;
using OssTransfer.Storage;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Listings;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Benchmarks;

/// <summary>What listing a flat bucket of random Unicode keys takes in one stream and in ranges, where a page takes its time and where it doesn't.</summary>
internal static class ListingBenchmark
{
    /// <summary>Lists each way; 0 where all listings were complete.</summary>
    public static async Task<int> RunAsync(int keys, int milliseconds)
    {
        Console.WriteLine("   delay  way              s   requests  CPU-s/1,000 keys");
        var listed = new List<int>();
        foreach (var delay in new[] { milliseconds, 0 })
        {
            var text = delay.ToString(CultureInfo.InvariantCulture);
            await using var loopback = await LoopbackProcess.StartAsync("--random-names", "--list-delay", text, "--seed", $"{keys}:1");
            await using var store = new GuardedStore(loopback.Open(isUnsigned: false), new() { Side = TransferSide.Source });

            // The code is warm before anything is measured.
            await CountAsync(RangedReader.Of(store, new(), TimeProvider.System), Math.Min(keys, 50_000));
            foreach (var (way, options) in new[] { ("one stream", new ListAheadOptions { Streams = 1 }), ("ranges", new()) })
            {
                var before = store.Totals.Requests;
                using var process = Process.GetCurrentProcess();
                var (cpu, begun) = (process.TotalProcessorTime, TimeProvider.System.GetTimestamp());
                var count = await CountAsync(RangedReader.Of(store, options, TimeProvider.System), keys);
                var took = TimeProvider.System.GetElapsedTime(begun);
                process.Refresh();
                listed.Add(count);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{delay,5} ms  {way,-10} {took.TotalSeconds,7:0.00} {store.Totals.Requests - before,10} {(process.TotalProcessorTime - cpu).TotalSeconds * 1000 / count,17:0.0000}"));
            }
        }

        return listed.Distinct().Count() == 1 && listed[0] > keys * 0.99 ? 0 : 1;
    }

    private static async Task<int> CountAsync(IObjectReader reader, int most)
    {
        var (count, last) = (0, default(ObjectKey));
        await foreach (var page in reader.ListAsync(new(default), CancellationToken.None))
        {
            foreach (var entry in page.Entries)
            {
                count += entry.Key > last ? 1 : throw new InvalidOperationException($"{entry.Key} comes after {last}");
                last = entry.Key;
            }

            if (count >= most && most < 100_000)
            {
                break;
            }
        }

        return count;
    }
}
