using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Jobs.Progress;

/// <summary>
/// What limits a job, from what its work waits for. What holds something back on purpose (a limit, a store that throttles) comes before what it makes wait,
/// a lack of work before the slowness of what little there is, and memory only where those that hold it wait for nothing else than a store. Pure.
/// </summary>
public static class BottleneckRule
{
    // Less than this is no work to judge by.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private const double CpuFull = 0.85;
    private const double MostOfAll = 0.5;
    private const double MostOfTheRest = 0.8;
    private const int FewObjects = 3;

    // Waits for these have a cause of their own; the others only show where the time goes.
    private static readonly string[] OnPurpose =
    [
        WaitNames.BandwidthLimit, WaitNames.RequestLimit, WaitNames.SiloLimit, WaitNames.CpuLimit, WaitNames.SourceThrottled, WaitNames.DestinationThrottled,
        WaitNames.Network,
    ];

    /// <summary>The one thing that limits the job most; null: too little is done to say.</summary>
    public static BottleneckView? Judge(string jobId, Measurements measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var memory = measured.Waits.GetValueOrDefault(WaitNames.Memory);
        var whole = measured.Waits.Values.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);
        if (whole < Least)
        {
            return null;
        }

        double Part(string name) => measured.Waits.GetValueOrDefault(name) / (whole - memory > TimeSpan.Zero ? whole - memory : whole);
        var held = OnPurpose.MaxBy(Part)!;
        var slow = Part(WaitNames.Source) >= Part(WaitNames.Destination) ? WaitNames.Source : WaitNames.Destination;

        // Parts of large objects count by their waits.
        var hasRoom = measured.UnderWay * 2 <= measured.Places && whole / measured.Over * 2 <= measured.Places;
        var (name, text) = measured switch
        {
            _ when Part(held) >= MostOfAll || (Part(held) > Part(WaitNames.Source) && Part(held) > Part(WaitNames.Destination)) =>
                (held, HeldText(jobId, held, Percent(Part(held)), measured)),
            { Cpu: >= CpuFull } => (
                "cpu",
                $"the processors limit it: they are {Percent(measured.Cpu)} busy; more machines, or machines with more processors, make it faster"),
            { IsListed: true, ObjectsLeft: > 0 and <= FewObjects, Largest: { } largest } when largest.Left >= measured.BytesLeft * MostOfTheRest => (
                "one-object",
                $"one large object is what is left: '{largest.Key}', {ByteText.Of(largest.Left)} at {ByteText.Of(largest.BytesPerSecond)}/s; "
                + "nothing but its stores makes it faster"),
            { IsListed: false, ShardsWaiting: 0 } when hasRoom => (
                "listing",
                $"the listing limits it: {Places(measured)}, and no shard waits; "
                + "a source that lists faster, or jobs for parts of it (src-prefix), make it faster"),
            { IsListed: true, ShardsWaiting: 0, ObjectsLeft: > FewObjects } when hasRoom => (
                "few-shards",
                $"there are too few shards: {Places(measured)}, {Shards(measured)} worked on, and none waits; more machines change nothing, and it ends soon"),
            _ when memory / whole >= MostOfAll => (WaitNames.Memory, MemoryText(Percent(memory / whole), slow, Percent(Part(slow)))),
            _ => (slow, SlowText(slow, Percent(Part(slow)), measured)),
        };
        return new()
        {
            Name = name,
            Text = text,
            Waits = measured.Waits.Where(wait => wait.Value > TimeSpan.Zero).ToDictionary(wait => wait.Key, wait => Math.Round(wait.Value / whole * 100, 1)),
        };
    }

    private static string HeldText(string jobId, string name, string part, Measurements measured) => name switch
    {
        WaitNames.BandwidthLimit =>
            $"the job's own max-bandwidth limits it: {part} of all waiting is for it, at {ByteText.Of(measured.BytesPerSecond)}/s"
            + (measured.BytesLimit is { } limit ? $" of {ByteText.Of(limit)}/s" : "")
            + $"; {Advice.Of("set", jobId, "--max-bandwidth=RATE")} changes it",
        WaitNames.RequestLimit =>
            $"the job's own max-requests limits it: {part} of all waiting is for it"
            + (measured.RequestsLimit is { } limit ? string.Create(CultureInfo.InvariantCulture, $", at most {limit:0.#}/s") : "")
            + $"; {Advice.Of("set", jobId, "--max-requests=RATE")} changes it",
        WaitNames.SiloLimit => MachineText("--bandwidth", part),
        WaitNames.CpuLimit => MachineText("--cpu", part),
        WaitNames.Network =>
            $"the network limits it: bodies were so slow that fewer are moved at once, and {part} of all waiting is for a place; "
            + "a faster network, or machines nearer to the stores, make it faster",
        _ =>
            $"the {(name == WaitNames.SourceThrottled ? "source" : "destination")} throttles: {part} of all waiting follows its asking for fewer requests; "
            + $"its quota decides, or {Advice.Of("set", jobId, "--max-requests=RATE")} asks it for no more than it gives",
    };

    private static string MachineText(string option, string part) =>
        $"the machine's own {option} limits it: {part} of all waiting is for it; a higher one at 'start', or more machines, make it faster";

    private static string MemoryText(string part, string slow, string slowPart) =>
        $"memory for object bodies limits the job: {part} of all waiting is for it, while its holders wait for the {slow} ({slowPart}); "
        + "a larger --memory at 'start' lets more be moved at once";

    private static string SlowText(string name, string part, Measurements measured) =>
        $"the {name} limits it: {part} of all waiting is for its answers and bytes, at {ByteText.Of(measured.BytesPerSecond)}/s; "
        + $"a faster {name} or network, or more machines where it serves each of them as fast, make it faster";

    private static string Shards(Measurements measured) =>
        string.Create(CultureInfo.InvariantCulture, $"{measured.ShardsHeld} {(measured.ShardsHeld == 1 ? "shard is" : "shards are")}");

    private static string Places(Measurements measured) =>
        string.Create(CultureInfo.InvariantCulture, $"{measured.UnderWay:0.#} objects are under way where {measured.Places} could be");

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(part * 100):0} %");
}
