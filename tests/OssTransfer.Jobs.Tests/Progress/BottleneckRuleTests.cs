using OssTransfer.Jobs.Progress;

namespace OssTransfer.Jobs.Tests.Progress;

public sealed class BottleneckRuleTests
{
    private static readonly Measurements Busy = new()
    {
        Waits = new Dictionary<string, TimeSpan>(),
        Over = TimeSpan.FromSeconds(10),
        IsListed = true,
        ShardsHeld = 4,
        ShardsWaiting = 10,
        UnderWay = 64,
        Places = 64,
        ObjectsLeft = 10_000,
        BytesLeft = 10_000_000,
        BytesPerSecond = 20_000_000,
    };

    /// <summary>Seconds waited for by name, and what the sentence must say.</summary>
    public static TheoryData<string, string, string> Waits => new()
    {
        { "source 300,destination 100", "source", "75 % of all waiting is for its answers and bytes, at 20.0 MB/s" },
        { "source 100,destination 300", "destination", "75 % of all waiting" },
        { "source 200,destination 200", "source", "50 %" },
        { "bandwidth-limit 300,source 100", "bandwidth-limit", "at 20.0 MB/s of 25.0 MB/s; 'osstransfer set j --max-bandwidth=RATE' changes it" },
        { "request-limit 300,source 100", "request-limit", "at most 50/s; 'osstransfer set j --max-requests=RATE' changes it" },
        { "silo-limit 300,source 100", "silo-limit", "--bandwidth" },
        { "cpu-limit 300,source 100", "cpu-limit", "--cpu" },
        { "source-throttled 300,source 100", "source-throttled", "the source throttles: 75 %" },
        { "destination-throttled 300,source 100", "destination-throttled", "the destination throttles: 75 %" },
        { "network 300,source 100", "network", "75 % of all waiting is for a place" },

        // Not most of all, but more than either store.
        { "bandwidth-limit 160,source 150,destination 140", "bandwidth-limit", "36 %" },
        { "bandwidth-limit 140,source 150,destination 140", "source", "35 %" },

        // Who holds memory waits for something: where that is held back on purpose, memory is no cause.
        { "memory 600,destination 100,source 20", "memory", "83 % of all waiting is for it, while its holders wait for the destination" },
        { "memory 600,bandwidth-limit 100,source 20", "bandwidth-limit", "83 %" },
        { "memory 100,destination 300", "destination", "100 %" },
        { "memory 600", "memory", "100 %" },
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public void Verdict_follows_from_what_is_waited_for(string waits, string name, string says)
    {
        var verdict = BottleneckRule.Judge("j", Waiting(Busy with { BytesLimit = 25_000_000, RequestsLimit = 50 }, waits))!;

        Assert.Equal(name, verdict.Name);
        Assert.Contains(says, verdict.Text, StringComparison.Ordinal);
        Assert.InRange(verdict.Waits.Values.Sum(), 99.8, 100.2);
    }

    [Fact]
    public void Busy_processors_come_before_the_stores_that_they_make_wait_and_after_what_is_held_back_on_purpose()
    {
        var full = Busy with { Cpu = 0.93 };

        var verdict = BottleneckRule.Judge("j", Waiting(full, "source 300"))!;
        Assert.Equal("cpu", verdict.Name);
        Assert.Contains("93 % busy", verdict.Text, StringComparison.Ordinal);
        Assert.Equal("bandwidth-limit", BottleneckRule.Judge("j", Waiting(full, "bandwidth-limit 300"))!.Name);
        Assert.Equal("source", BottleneckRule.Judge("j", Waiting(Busy with { Cpu = 0.8 }, "source 300"))!.Name);
    }

    [Fact]
    public void Lack_of_work_comes_before_the_slowness_of_what_there_is()
    {
        var idle = Busy with { UnderWay = 5.5, ShardsHeld = 1, ShardsWaiting = 0 };

        var listing = BottleneckRule.Judge("j", Waiting(idle with { IsListed = false }, "destination 50"))!;
        var few = BottleneckRule.Judge("j", Waiting(idle, "destination 50"))!;
        Assert.Equal(("listing", "few-shards"), (listing.Name, few.Name));
        Assert.Contains("5.5 objects are under way where 64 could be", listing.Text, StringComparison.Ordinal);
        Assert.Contains("1 shard is worked on, and none waits", few.Text, StringComparison.Ordinal);

        // One large object in many parts is no lack of work, nor is anything where shards wait.
        Assert.Equal("destination", BottleneckRule.Judge("j", Waiting(idle, "destination 330"))!.Name);
        Assert.Equal("destination", BottleneckRule.Judge("j", Waiting(idle with { ShardsWaiting = 1 }, "destination 50"))!.Name);
    }

    [Fact]
    public void Last_large_object_is_named_and_one_among_others_is_not()
    {
        var last = Busy with { ObjectsLeft = 2, BytesLeft = 50_000_000_000, UnderWay = 2, ShardsWaiting = 0, Largest = ("a/film", 45_000_000_000, 90_000_000) };

        var verdict = BottleneckRule.Judge("j", Waiting(last, "destination 50"))!;
        Assert.Equal("one-object", verdict.Name);
        Assert.Contains("'a/film', 45.0 GB at 90.0 MB/s", verdict.Text, StringComparison.Ordinal);
        Assert.NotEqual("one-object", BottleneckRule.Judge("j", Waiting(last with { BytesLeft = 90_000_000_000 }, "destination 50"))!.Name);
        Assert.NotEqual("one-object", BottleneckRule.Judge("j", Waiting(last with { ObjectsLeft = 4 }, "destination 50"))!.Name);
    }

    [Fact]
    public void Too_little_is_no_verdict() => Assert.Null(BottleneckRule.Judge("j", Waiting(Busy, "source 0.9")));

    private static Measurements Waiting(Measurements measured, string waits) => measured with
    {
        Waits = waits.Split(',').Select(wait => wait.Split(' '))
            .ToDictionary(wait => wait[0], wait => TimeSpan.FromSeconds(double.Parse(wait[1], System.Globalization.CultureInfo.InvariantCulture))),
    };
}
