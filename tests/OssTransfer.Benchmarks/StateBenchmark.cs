using System.Diagnostics;
using System.Globalization;
using OssTransfer.Jobs;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Benchmarks;

/// <summary>
/// What the first run of a job with many small objects leaves in the database, an object: a simulated listing through the real planner, cutter and codecs.
/// Every object has an MD5 that nobody can guess, so 16 bytes of each are no codec's to save.
/// </summary>
internal static class StateBenchmark
{
    // A row of SQLite or PostgreSQL beside its payload: header, names, key, and the key again in the index.
    private const int BytesOfRow = 260;

    public static async Task RunAsync(int objects)
    {
        // Once for the compiler.
        await MeasureAsync(StateSource.All[0], Math.Min(objects, 50_000), TextWriter.Null);
        Console.WriteLine("source     keys   manifest progress index   rows  sum B/object   us/object: plan+encode  checkpoints  decode");
        foreach (var source in StateSource.All)
        {
            await MeasureAsync(source, objects, Console.Out);
        }
    }

    private static async Task MeasureAsync(StateSource source, int objects, TextWriter output)
    {
        var planner = new RunPlanner(
            new(new KeyMapping("", ""), new ObjectFilter(FilterSpec.None, DateTimeOffset.UnixEpoch), source.Traits, source.Destination),
            new(Catalogue.Empty, new NoCatalogue()),
            new(new StateSource("empty", (_, _, _, _) => null, source.Traits), new KeyMapping("", "")));
        var (manifests, progress, shards, lines) = (0L, 0L, 0, new List<SegmentRef>());
        var (planning, checkpoints, decoding) = (new Stopwatch(), new Stopwatch(), new Stopwatch());
        planning.Start();
        await foreach (var segment in planner.PlanAsync(source.With(objects).ListAsync(new(default), default), null, () => false, default))
        {
            if (segment.Manifest is not { } manifest)
            {
                continue;
            }

            var stored = ManifestCodec.Encode(manifest);
            planning.Stop();
            lines.Add(new(manifest.Entries[0].Key, ShardId.Move(1, shards++), manifest.Entries.Count));
            manifests += stored.Length;
            progress += Worked(manifest, source, checkpoints).Length;
            decoding.Start();
            ManifestCodec.Decode(stored);
            decoding.Stop();
            planning.Start();
        }

        planning.Stop();
        var index = lines.Chunk(CatalogueIndex.PageLines).Sum(page => (long)CatalogueIndex.Encode(page).Length);
        var rows = ((2L * shards) + (lines.Count / CatalogueIndex.PageLines) + 1) * BytesOfRow;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Name,-17} {Per(manifests),8:0.00} {Per(progress),8:0.00} {Per(index),5:0.00} {Per(rows),6:0.00} {Per(manifests + progress + index + rows),8:0.00} {shards,10} shards {Micros(planning),14:0.00} {Micros(checkpoints),12:0.00} {Micros(decoding),7:0.00}"));

        double Per(long bytes) => (double)bytes / objects;
        double Micros(Stopwatch watch) => watch.Elapsed.TotalMicroseconds / objects;
    }

    /// <summary>The shard's progress as its grain stores it when the last batch is in: it is stored again for every batch of 256.</summary>
    private static byte[] Worked(ShardManifest manifest, StateSource source, Stopwatch watch)
    {
        var outcomes = manifest.Entries.Select((entry, index) => source.OutcomeOf(entry, index)).ToList();
        var (progress, stored) = (ShardProgress.Start(manifest.Entries.Count), Array.Empty<byte>());
        watch.Start();
        foreach (var batch in outcomes.Chunk(256))
        {
            progress = ProgressCodec.Apply(manifest, progress, ProgressCodec.Encode(manifest, batch, []));
            stored = ProgressCodec.Encode(manifest, progress);
        }

        watch.Stop();
        return stored;
    }

    private sealed class NoCatalogue : ICatalogueStore
    {
        public Task<IReadOnlyList<SegmentRef>> ReadIndexAsync(int run, int page, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task<Segment> ReadSegmentAsync(SegmentRef segment, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
