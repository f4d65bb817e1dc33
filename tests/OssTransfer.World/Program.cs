using System.Globalization;
using OssTransfer.World.Histories;
using OssTransfer.World.Timing;

// tests/world.sh says how it is used.
var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
var first = Number("--from") ?? 1;
var count = Number("--count") ?? (options.ContainsKey("--minutes") ? int.MaxValue - first : 1);
var minutes = Number("--minutes") ?? int.MaxValue;
var changes = options.GetValueOrDefault("--with", "");
var isTold = options.ContainsKey("--tell");
var endsAtFirst = options.ContainsKey("--first");
var started = TimeProvider.System.GetTimestamp();
var (done, failed, steps) = (0, 0, 0L);
var tally = new Tally();
for (; done < count && !(endsAtFirst && failed > 0) && TimeProvider.System.GetElapsedTime(started).TotalMinutes < minutes; done++)
{
    var seed = first + done;
    var plan = HistoryPlan.Draw(seed).With(changes);
    var (digest, taken, failure) = await GoAsync(seed, plan, isTold ? Console.WriteLine : null, tally);
    steps += taken;
    if (options.ContainsKey("--digests"))
    {
        Console.WriteLine($"seed {seed}: {digest:x16}");
    }

    if (failure is not null)
    {
        failed++;
        Console.WriteLine($"seed {seed}: {failure}");
        if (!isTold && !endsAtFirst && !options.ContainsKey("--plain"))
        {
            var (shortest, isWhole) = await ShortestAsync(seed, plan);
            Console.WriteLine($"  shortest{(isWhole ? "" : " so far")}: --from {seed} --with {shortest.ChangesFrom(HistoryPlan.Draw(seed))}");
        }
    }
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{done} histories, {failed} failed, {steps} steps, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s"));
if (options.ContainsKey("--counts"))
{
    foreach (var (what, times) in tally.Counts)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,9} {what}"));
    }
}

return failed == 0 ? 0 : 1;

int? Number(string name) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;

static async Task<(ulong Digest, long Steps, string? Failure)> GoAsync(int seed, HistoryPlan plan, Action<string>? reader, Tally tally)
{
    using var history = new History(seed, plan, reader);
    try
    {
        await history.RunAsync();
        return (history.Digest, history.Steps, null);
    }
    catch (Exception exception)
    {
        return (history.Digest, history.Steps, exception is HistoryFailedException ? exception.Message : exception.ToString());
    }
    finally
    {
        tally.Add(history.Tally);
    }
}

// Leaves out one trouble after the other for as long as something still goes wrong, and there is time.
static async Task<(HistoryPlan Plan, bool IsWhole)> ShortestAsync(int seed, HistoryPlan plan)
{
    var started = TimeProvider.System.GetTimestamp();
    while (true)
    {
        var found = false;
        foreach (var shorter in plan.Shorter())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
            {
                return (plan, false);
            }

            if ((await GoAsync(seed, shorter, null, new())).Failure is not null)
            {
                (plan, found) = (shorter, true);
                break;
            }
        }

        if (!found)
        {
            return (plan, true);
        }
    }
}
