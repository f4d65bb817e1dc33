using System.Diagnostics;
using System.Globalization;
using OssTransfer.Storage;

namespace OssTransfer.Benchmarks;

/// <summary>
/// What listing and reading small objects costs a client, through each native reader beside the S3 reader: in turn, so that a busy machine hurts all alike.
/// </summary>
internal static class ReaderBenchmark
{
    private const int AtOnce = 32;
    private const int WarmUps = 2;

    public static async Task RunAsync(int objects, int bytes, int rounds)
    {
        await using var loopback = await LoopbackProcess.StartAsync("--seed", $"{objects}:{bytes}");
        var emulators = new List<EmulatorProcess>();
        try
        {
            var readers = new List<(string Name, IObjectStore Store)> { ("s3", loopback.Open(isUnsigned: false)) };
            foreach (var kind in ReaderKind.All)
            {
                emulators.Add(await EmulatorProcess.StartAsync(kind, objects, bytes));
                readers.Add((kind.Name, emulators[^1].Open()));
            }

            var costs = await MeasureAsync(readers, objects, rounds);
            var s3 = Median(costs["s3"]);
            foreach (var (name, _) in readers)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name,-8} {Median(costs[name]) * 1000 / objects,6:0.000} CPU-s/1,000 (median of {rounds}; {costs[name].Min() * 1000 / objects:0.000}-{costs[name].Max() * 1000 / objects:0.000})  {Median(costs[name]) / s3,5:0.00} x the S3 reader"));
            }
        }
        finally
        {
            foreach (var emulator in emulators)
            {
                await emulator.DisposeAsync();
            }
        }
    }

    private static async Task<Dictionary<string, List<double>>> MeasureAsync(List<(string Name, IObjectStore Store)> readers, int objects, int rounds)
    {
        var costs = readers.ToDictionary(reader => reader.Name, _ => new List<double>());
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var (name, store) in readers)
            {
                GC.Collect();
                using var process = Process.GetCurrentProcess();
                var before = process.TotalProcessorTime;
                await ReadAllAsync(store, objects);
                process.Refresh();
                if (round >= 0)
                {
                    costs[name].Add((process.TotalProcessorTime - before).TotalSeconds);
                }
            }
        }

        return costs;
    }

    private static async Task ReadAllAsync(IObjectStore store, int objects)
    {
        var read = 0;
        await foreach (var page in store.Reader.ListAsync(new(default), CancellationToken.None))
        {
            await Parallel.ForEachAsync(page.Entries, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (entry, token) =>
            {
                var buffer = new byte[entry.Size!.Value];
                await using var body = await store.Reader.OpenAsync(new(entry.Key) { IfMatch = entry.ETag }, token);
                await body.Content.ReadExactlyAsync(buffer, token);
                Interlocked.Increment(ref read);
            });
        }

        if (read != objects)
        {
            throw new InvalidOperationException($"{read} of {objects} objects were read");
        }
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
