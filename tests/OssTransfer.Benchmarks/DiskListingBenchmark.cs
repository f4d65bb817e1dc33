using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using OssTransfer.Storage;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Benchmarks;

/// <summary>What listing a file system takes whose calls wait, and one that answers from memory, many calls at a time and one after the other.</summary>
internal static class DiskListingBenchmark
{
    private const int Rounds = 3;

    /// <summary>Lists trees of so many files in several shapes; 0 where all listings were complete.</summary>
    public static async Task<int> RunAsync(int files, int microseconds)
    {
        var directory = Directory.CreateTempSubdirectory("osstransfer-listing-").FullName;
        try
        {
            var setDelay = SlowCalls(directory);
            var isComplete = true;
            Console.WriteLine("shape                   delay  way                   s     CPU-s");
            foreach (var (shape, path) in new (string, Func<int, string>)[]
                     {
                         ("1,000 directories", i => $"{i % 1000}/{i}"),
                         ("one directory", i => $"{i}"),
                         ("five deep, one file", i => $"{i / 5}/a/b/c/d/{i % 5}"),
                     })
            {
                var root = Plant(Path.Combine(directory, shape), path, files);
                foreach (var delay in new[] { microseconds, 0 })
                {
                    setDelay(delay);
                    foreach (var (way, clock) in new (string, TimeProvider)[] { ("one by one", new NoTime()), ("as it is", TimeProvider.System) })
                    {
                        isComplete &= await MeasureAsync(root, files, delay, way, clock);
                    }
                }

                setDelay(0);
            }

            return isComplete ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<bool> MeasureAsync(string root, int files, int delay, string way, TimeProvider clock)
    {
        await using var store = DiskStoreFactory.Create(new() { Root = root }, clock);
        var (seconds, cpu, isComplete) = (new List<double>(), new List<double>(), true);
        for (var round = 0; round < (delay > 0 ? 1 : Rounds); round++)
        {
            using var process = Process.GetCurrentProcess();
            var (used, begun) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            isComplete &= await CountAsync(store) == files;
            seconds.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            process.Refresh();
            cpu.Add((process.TotalProcessorTime - used).TotalSeconds);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileName(root),-20} {delay,5} us  {way,-14} {Median(seconds),8:0.00} {Median(cpu),9:0.000}{(isComplete ? "" : "  NOT COMPLETE")}"));
        return isComplete;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<int> CountAsync(IObjectStore store)
    {
        var (count, last) = (0, default(ObjectKey));
        await foreach (var page in store.Reader.ListAsync(new(default), CancellationToken.None))
        {
            foreach (var entry in page.Entries)
            {
                count += entry.Key > last && entry.Size == 1 ? 1 : throw new InvalidOperationException($"{entry.Key} comes after {last}");
                last = entry.Key;
            }
        }

        return count;
    }

    private static string Plant(string root, Func<int, string> path, int files)
    {
        for (var i = 0; i < files; i++)
        {
            var file = Path.Combine(root, path(i));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "x");
        }

        return root;
    }

    /// <summary>Puts calls that can be made slow in the place of libc's, for the disk store.</summary>
    private static unsafe Action<int> SlowCalls(string directory)
    {
        var library = Path.Combine(directory, "slow-calls.so");
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-o", library, Path.Combine(AppContext.BaseDirectory, "slow-calls.c"), "-ldl"]);
        compiler.WaitForExit();
        var loaded = NativeLibrary.Load(library);
        NativeLibrary.SetDllImportResolver(typeof(DiskStoreFactory).Assembly, (name, _, _) => name == "libc" ? loaded : 0);
        var set = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(loaded, "slow_calls");
        return microseconds => set(microseconds);
    }

    /// <summary>By this clock no call takes any time, so that none is thought to wait.</summary>
    private sealed class NoTime : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
