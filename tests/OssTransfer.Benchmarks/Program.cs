using System.Globalization;
using OssTransfer.Benchmarks;
using OssTransfer.Benchmarks.Limit;
using OssTransfer.Benchmarks.Scale;

switch (args)
{
    case ["md5"]:
        await Md5Benchmark.RunAsync();
        return 0;
    case ["engine", var seed, .. var rest]:
        await EngineBenchmark.RunAsync(seed, isUnsigned: !rest.Contains("--signed"));
        return 0;
    case ["pass", var source, var bucket, var destination, var to, var accessKey, var secretKey, .. var rest]:
        return await EnginePass.RunAsync(source, destination, (bucket, accessKey, secretKey), to, isUnsigned: !rest.Contains("--signed"));
    case ["limit", var source, var bucket, var destination, var to, var accessKey, var secretKey]:
        return await LimitPass.RunAsync(
            EnginePass.Options(source, bucket, accessKey, secretKey), EnginePass.Options(destination, to, accessKey, secretKey));
    case ["readers", .. var rest]:
        await ReaderBenchmark.RunAsync(objects: 10_000, bytes: 4096, rounds: rest is [var rounds] ? Number(rounds) : 9);
        return 0;
    case ["listing", .. var rest]:
        return await ListingBenchmark.RunAsync(rest is [var keys, ..] ? Number(keys) : 1_000_000, rest is [_, var delay] ? Number(delay) : 50);
    case ["disk-listing", .. var rest]:
        return await DiskListingBenchmark.RunAsync(
            rest is [var files, ..] ? Number(files) : 100_000, rest is [_, var microseconds] ? Number(microseconds) : 1000);
    case ["state", .. var rest]:
        await StateBenchmark.RunAsync(rest is [var objects] ? Number(objects) : 1_000_000);
        return 0;
    case ["shards", var silos, var shards, var workers]:
        return await ShardBenchmark.RunAsync(Number(silos), Number(shards), Number(workers));
    case ["objects", var count, var workers, var seconds]:
        return await ObjectsBenchmark.RunAsync(Number(count), Number(workers), TimeSpan.FromSeconds(Number(seconds)));
    case ["pages", .. var rest]:
        return await PagesBenchmark.RunAsync(rest is [var jobs] ? Number(jobs) : 10_000);
    case ["serve", var vendor, var served, var bytes]:
        await EmulatorProcess.ServeAsync(vendor, Number(served), Number(bytes));
        return 0;
    default:
        Console.Error.WriteLine("""
            md5                          what MD5 costs alone and in lanes
            engine N:SIZE [--signed]     the engine alone between two S3 servers, for example 10000:4k or 8:256m
            pass URL BUCKET URL BUCKET ACCESS-KEY SECRET-KEY [--signed]
                                         one pass of the engine alone between two buckets that are there
            limit URL BUCKET URL BUCKET ACCESS-KEY SECRET-KEY
                                         the same as a bare loop: what can't be left out, and nothing else
            readers [ROUNDS]             what reading 10,000 objects of 4 KiB costs through each native reader beside the S3 reader
            listing [KEYS [MS]]          listing a flat bucket of random Unicode keys, in ranges and in one stream, with and without so much latency a page
            disk-listing [FILES [US]]    listing files of a disk whose calls take so many microseconds longer, and of one as it is (needs cc)
            state [OBJECTS]              bytes that a first run leaves in the database, an object, and what the codecs cost
            pages [JOBS]                 what the dashboard and the API cost with 10,000 jobs, one of 100,000 shards and 1,000,000 failures
            shards SILOS SHARDS WORKERS  how many shards of one object a second go through silos on PostgreSQL
            objects N WORKERS SECONDS    memory, rate and database of a run over N objects on PostgreSQL, told every so many seconds
            """);
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
