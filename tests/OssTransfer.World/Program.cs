using OssTransfer.World.Histories;

// world SEED: one history, told. world FIRST COUNT: so many, quietly.
var first = args.Length > 0 ? int.Parse(args[0]) : 1;
var count = args.Length > 1 ? int.Parse(args[1]) : 1;
var (failed, steps, started) = (0, 0L, TimeProvider.System.GetTimestamp());
for (var seed = first; seed < first + count; seed++)
{
    using var history = new History(seed, count == 1 ? Console.WriteLine : null);
    try
    {
        await history.RunAsync();
    }
    catch (Exception exception)
    {
        failed++;
        Console.WriteLine($"seed {seed}: {(exception is HistoryFailedException ? exception.Message : exception)}");
    }

    steps += history.Steps;
    if (count <= 20)
    {
        Console.WriteLine($"seed {seed}: {history.Digest:x16} {history.Steps} steps, {history.Lasted.TotalSeconds:F0} s");
    }
}

Console.WriteLine($"{count} histories, {failed} failed, {steps} steps, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s");
return failed == 0 ? 0 : 1;
