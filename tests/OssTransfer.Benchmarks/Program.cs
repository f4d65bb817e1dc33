using OssTransfer.Benchmarks;

switch (args)
{
    case ["md5"]:
        await Md5Benchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("one of: md5");
        return 2;
}
