using System.Diagnostics;
using System.Globalization;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Benchmarks.Scale;

/// <summary>
/// How many shards per second are handed out, run and recorded: each has one object, and the stores answer at once. The first fifth is for the compiler.
/// </summary>
internal sealed class ShardBenchmark
{
    private readonly ScaleBench _bench;
    private readonly int _shards;
    private Moment? _warm;
    private readonly List<long> _open = [];
    private long _masterBytes;

    private ShardBenchmark(ScaleBench bench, int shards) => (_bench, _shards) = (bench, shards);

    public static async Task<int> RunAsync(int silos, int shards, int workers)
    {
        await using var bench = await ScaleBench.StartAsync(silos, workers, shards, options => options with { ShardObjects = 1 });
        Console.Write($"{silos} silo(s) of {workers} workers: ");
        return await new ShardBenchmark(bench, shards).RunAsync();
    }

    private async Task<int> RunAsync()
    {
        await _bench.AddAsync("check-time: never");
        var report = await _bench.EndAsync(TimeSpan.FromSeconds(0.5), LookAsync);
        var end = await NowAsync(report);
        if (_warm is { } warm)
        {
            var (shards, time) = (end.Shards - warm.Shards, Stopwatch.GetElapsedTime(warm.At, end.At));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{shards / time.TotalSeconds:0} shards per second over {shards} shards; CPU-ms per shard: {(end.Silos - warm.Silos).TotalMilliseconds / shards:0.00} in the silos, {(end.Database - warm.Database).TotalMilliseconds / shards:0.00} in PostgreSQL; {_open.Average():0} shards were open on average, and the master's state took {_masterBytes} bytes at most"));
        }

        return Verdict.Of(report, _bench.Destination.Held, _shards);
    }

    private async Task LookAsync(JobView report)
    {
        _masterBytes = Math.Max(_masterBytes, await _bench.MasterBytesAsync());
        _open.Add(report.Objects.Listed - report.Objects.Transferred);
        _warm ??= report.Objects.Transferred >= _shards / 5 ? await NowAsync(report) : null;
    }

    private async Task<Moment> NowAsync(JobView report)
    {
        var (silos, database) = await _bench.ProcessorTimeAsync();
        return new(Stopwatch.GetTimestamp(), report.Objects.Transferred, silos, database);
    }

    private sealed record Moment(long At, long Shards, TimeSpan Silos, TimeSpan Database);
}
