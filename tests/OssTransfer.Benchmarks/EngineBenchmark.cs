using System.Diagnostics;
using System.Globalization;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Benchmarks;

/// <summary>The engine alone between two S3 servers: what it costs without jobs, grains and shards around it.</summary>
internal static class EngineBenchmark
{
    private const int BatchSize = 250;

    public static async Task RunAsync(string seed, bool isUnsigned)
    {
        await using var from = await LoopbackProcess.StartAsync("--seed", seed);
        await using var to = await LoopbackProcess.StartAsync("--discard");
        await using var source = new GuardedStore(from.Open(isUnsigned), new() { Side = TransferSide.Source });
        await using var destination = new GuardedStore(to.Open(isUnsigned), new() { Side = TransferSide.Destination });
        var engine = new TransferEngine(new());
        var context = new TransferContext(source, destination, new());
        var items = await ListAsync(source);

        var process = Process.GetCurrentProcess();
        for (var round = 0; round < 3; round++)
        {
            var (before, kernel) = (process.TotalProcessorTime, process.PrivilegedProcessorTime);
            var watch = Stopwatch.StartNew();
            var outcomes = await MoveAsync(engine, context, items);
            process.Refresh();
            Report(outcomes, watch.Elapsed, process.TotalProcessorTime - before, process.PrivilegedProcessorTime - kernel, process.PeakWorkingSet64);
        }
    }

    public static async Task<List<TransferItem>> ListAsync(GuardedStore source)
    {
        var items = new List<TransferItem>();
        await foreach (var page in source.Reader.ListAsync(new(default), CancellationToken.None))
        {
            items.AddRange(
                page.Entries.Select(
                    (entry, i) => new TransferItem(items.Count + i, entry.Key, entry.Key, entry.Size, entry.LastModified, entry.ETag, "bench")));
        }

        return items;
    }

    public static async Task<List<TransferOutcome>> MoveAsync(TransferEngine engine, TransferContext context, List<TransferItem> items)
    {
        var outcomes = new List<TransferOutcome>();
        foreach (var batch in items.Where(item => !TransferEngine.IsLarge(context, item.Size)).Chunk(BatchSize))
        {
            outcomes.AddRange(await engine.MoveAsync(context, batch, null, CancellationToken.None));
        }

        await Parallel.ForEachAsync(
            items.Where(item => TransferEngine.IsLarge(context, item.Size)), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (item, token) =>
        {
            var transfer = engine.Large(context, item);
            var state = new LargeObjectState { Index = item.Index };
            while (LargeObjectPlan.Next(state) is not LargeObjectAction.Finished)
            {
                state = LargeObjectPlan.Apply(state, await transfer.ActAsync(state, LargeObjectPlan.Next(state), token));
            }

            lock (outcomes)
            {
                outcomes.Add(state.Outcome!);
            }
        });
        return outcomes;
    }

    private static void Report(List<TransferOutcome> outcomes, TimeSpan wall, TimeSpan cpu, TimeSpan kernel, long peak)
    {
        var bytes = outcomes.Sum(outcome => outcome.Size);
        var proofs = string.Join(", ", outcomes.GroupBy(outcome => $"{outcome.Kind}/{outcome.Proof}").Select(group => $"{group.Key} {group.Count()}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcomes.Count / wall.TotalSeconds,7:0} objects/s {bytes / wall.TotalSeconds / (1 << 20),7:0} MiB/s {cpu.TotalSeconds * 1000 / outcomes.Count,7:0.000} CPU-s/1,000 {cpu.TotalSeconds / (bytes / (double)(1L << 30)),7:0.00} CPU-s/GiB ({kernel / cpu:0%} kernel) peak {peak >> 20} MiB  {proofs}"));
    }
}
