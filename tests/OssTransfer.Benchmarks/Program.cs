using OssTransfer.Benchmarks;

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
    default:
        Console.Error.WriteLine("""
            md5                          what MD5 costs alone and in lanes
            engine N:SIZE [--signed]     the engine alone between two S3 servers, for example 10000:4k or 8:256m
            pass URL BUCKET URL BUCKET ACCESS-KEY SECRET-KEY [--signed]
                                         one pass of the engine alone between two buckets that are there
            """);
        return 2;
}
