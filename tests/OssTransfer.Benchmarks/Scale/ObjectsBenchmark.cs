using System.Diagnostics;
using System.Globalization;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Benchmarks.Scale;

/// <summary>
/// A whole first run over very many objects in one silo: what the process takes while it goes on, and what it leaves in the database.
/// Listing, planning, shards, checkpoints, check, reports and database are real; only the stores are simulated.
/// </summary>
internal sealed class ObjectsBenchmark
{
    private readonly ScaleBench _bench;
    private readonly int _objects;
    private readonly TimeSpan _every;
    private readonly Stopwatch _watch = new();
    private TimeSpan _next;
    private TimeSpan? _transferred;

    private ObjectsBenchmark(ScaleBench bench, int objects, TimeSpan every) => (_bench, _objects, _every) = (bench, objects, every);

    public static async Task<int> RunAsync(int objects, int workers, TimeSpan every)
    {
        await using var bench = await ScaleBench.StartAsync(1, workers, objects, options => options);
        return await new ObjectsBenchmark(bench, objects, every).RunAsync();
    }

    private async Task<int> RunAsync()
    {
        Console.WriteLine("seconds     phase     listed      ended  objects/s  process MiB  managed MiB  master's state B  database MiB");
        var before = await _bench.ProcessorTimeAsync();
        _watch.Start();
        await _bench.AddAsync("");
        var report = await _bench.EndAsync(TimeSpan.FromSeconds(1), LookAsync);
        _watch.Stop();
        var after = await _bench.ProcessorTimeAsync();
        await PrintAsync(report);
        Print(
            $"transferred in {(_transferred ?? _watch.Elapsed).TotalSeconds:0} s: {_objects / (_transferred ?? _watch.Elapsed).TotalSeconds:0} objects per second; with check and reports {_watch.Elapsed.TotalSeconds:0} s, CPU-us an object: {(after.Silos - before.Silos).TotalMicroseconds / _objects:0} in the silo, {(after.Database - before.Database).TotalMicroseconds / _objects:0} in PostgreSQL");
        await TellDatabaseAsync("as the run left it");
        await _bench.VacuumAsync(isFull: false);
        await TellDatabaseAsync("after VACUUM");
        await _bench.VacuumAsync(isFull: true);
        await TellDatabaseAsync("after VACUUM FULL");
        return Verdict.Of(report, _bench.Destination.Held, _objects);
    }

    private async Task LookAsync(JobView report)
    {
        _transferred ??= report.Phase is "check" or "report" ? _watch.Elapsed : null;
        if (_watch.Elapsed >= _next)
        {
            _next += _every;
            await PrintAsync(report);
        }
    }

    private async Task PrintAsync(JobView report)
    {
        var (master, database) = (await _bench.MasterBytesAsync(), await _bench.DatabaseBytesAsync());
        Print(
            $"{_watch.Elapsed.TotalSeconds,7:0} {report.Phase ?? report.State,9} {report.Objects.Listed,10} {report.Objects.Transferred,10} {report.Objects.Transferred / _watch.Elapsed.TotalSeconds,10:0} {Mebibytes(Environment.WorkingSet),12:0} {Mebibytes(GC.GetTotalMemory(false)),12:0} {master,17} {Mebibytes(database),13:0}");
    }

    private async Task TellDatabaseAsync(string when)
    {
        var (bytes, rows) = (await _bench.DatabaseBytesAsync(), await _bench.RowsAsync());
        Print($"database {when}: {Mebibytes(bytes):0.0} MiB in {rows} rows, {(double)bytes / _objects:0.0} bytes per object");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static double Mebibytes(long bytes) => bytes / 1048576.0;
}
