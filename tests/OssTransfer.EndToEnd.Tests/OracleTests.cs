using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;
using Xunit.Sdk;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What these tests compare with finds every kind of difference, at the object that has it.</summary>
public sealed class OracleTests
{
    private static readonly IReadOnlyDictionary<string, string> Headers =
        new Dictionary<string, string> { ["content-type"] = "text/a", ["cache-control"] = "no-store", ["x-amz-meta-owner"] = "Ann" };

    private static readonly Dictionary<string, (string Key, Action<Bucket> Spoil)> Spoilings = new()
    {
        ["an object is missing"] = ("b", bucket => bucket.Delete("b")),
        ["an object that nobody asked for"] = ("c", bucket => bucket.Put("c", [1])),
        ["other bytes of the same size under the same ETag"] = ("a", bucket => bucket.Rot("a")),
        ["another size"] = ("a", bucket => bucket.Put("a", [1, 2], Headers)),
        ["other user metadata"] = ("a", bucket => bucket.Put("a", [1, 2, 3], With("x-amz-meta-owner", "ann"))),
        ["more user metadata"] = ("a", bucket => bucket.Put("a", [1, 2, 3], With("x-amz-meta-more", ""))),
        ["another content type"] = ("a", bucket => bucket.Put("a", [1, 2, 3], With("content-type", "text/b"))),
        ["a header is missing"] = ("a", bucket => bucket.Put("a", [1, 2, 3], Headers.Where(header => header.Key != "cache-control").ToDictionary())),
        ["a stranger's object is gone"] = ("!theirs", bucket => bucket.Delete("!theirs")),
        ["a stranger's object has other bytes"] = ("!theirs", bucket => bucket.Rot("!theirs")),
        ["a stranger's object was written again as it was"] = (
            "!theirs", bucket => bucket.Put("!theirs", bucket["!theirs"]!.ToArray(), bucket["!theirs"]!.Headers)),
        ["a stranger's object of a key of ours was replaced by ours"] = ("kept", bucket => bucket.Put("kept", [1], Headers)),
    };

    private static readonly Dictionary<string, (string Key, Action<string> Spoil)> DiskSpoilings = new()
    {
        ["a file is missing"] = ("d/a", path => File.Delete(Path.Combine(path, "d", "a"))),
        ["half a file was left"] = ("d/.osstransfer-1.part", path => File.WriteAllText(Path.Combine(path, "d", ".osstransfer-1.part"), "half")),
        ["other bytes of the same size"] = ("d/a", path => File.WriteAllBytes(Path.Combine(path, "d", "a"), [3, 2, 1])),
        ["a stranger's file is gone"] = ("~theirs/deep", path => File.Delete(Path.Combine(path, "~theirs", "deep"))),
        ["a stranger's file was written again as it was"] = ("!theirs", path => File.WriteAllBytes(Path.Combine(path, "!theirs"), Samples.Bytes(77, 7))),
    };

    public static TheoryData<string> AtStores => [.. Spoilings.Keys];

    public static TheoryData<string> OnDisks => [.. DiskSpoilings.Keys];

    [Theory]
    [MemberData(nameof(AtStores))]
    public async Task Difference_at_a_store_fails_the_test(string what)
    {
        var (key, spoil) = Spoilings[what];
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = ["origin", "target"] }, TestContext.Current.CancellationToken);
        var (origin, target) = (server.Buckets["origin"], server.Buckets["target"]);
        target.Put("kept", [7], lastModified: Destination.LongAgo);
        var place = Destination.In(target);
        place.Witness();
        place.Keep("kept");
        foreach (var bucket in (Bucket[])[origin, target])
        {
            bucket.Put("a", [1, 2, 3], Headers);
            bucket.Put("b", []);
        }

        origin.Put("kept", [1], Headers);
        place.AssertHolds(Manifest.Of(origin));

        spoil(target);

        Assert.False(place.Holds(Manifest.Of(origin)));
        var failure = Assert.Throws<TrueException>(() => place.AssertHolds(Manifest.Of(origin)));
        Assert.StartsWith($"1 difference(s):\n{key}: ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OnDisks))]
    public async Task Difference_on_a_disk_fails_the_test(string what)
    {
        var (key, spoil) = DiskSpoilings[what];
        await using var bench = await Bench.StartAsync();
        bench.AtDestination.Witness();
        bench.Origin.Put("d/a", [1, 2, 3]);
        Directory.CreateDirectory(Path.Combine(bench.Destination, "d"));
        File.WriteAllBytes(Path.Combine(bench.Destination, "d", "a"), [1, 2, 3]);
        bench.AtDestination.AssertHolds(bench.Objects);

        spoil(bench.Destination);

        Assert.False(bench.AtDestination.Holds(bench.Objects));
        var failure = Assert.Throws<TrueException>(() => bench.AtDestination.AssertHolds(bench.Objects));
        Assert.StartsWith($"1 difference(s):\n{key}: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_of_a_job_may_be_missing_and_nothing_else_may_be_wrong()
    {
        await using var bench = await Bench.StartAsync();
        bench.AtTarget.Witness();
        bench.Origin.Put("a", [1, 2, 3]);
        bench.Origin.Put("b", [4]);
        bench.Target.Put("b", [4]);
        bench.AtTarget.AssertHoldsNothingElse(bench.Objects, _ => false);

        bench.Target.Delete("~theirs/deep");

        Assert.Throws<TrueException>(() => bench.AtTarget.AssertHoldsNothingElse(bench.Objects, _ => false));
    }

    [Fact]
    public async Task Write_to_the_source_fails_the_test()
    {
        await using var bench = await Bench.StartAsync();
        (await bench.RunAsync("--help")).Expect(0);
        bench.Origin.Put("by the test itself", [1]);
        Assert.Equal(1, bench.Objects.Count);

        using var aws = bench.AwsAt(bench.Server);
        await aws.PutObjectAsync(
            new() { BucketName = "origin", Key = "k", ContentBody = "x", UseChunkEncoding = false }, TestContext.Current.CancellationToken);

        Assert.Throws<EqualException>(() => bench.Objects);
    }

    private static Dictionary<string, string> With(string name, string value) => new(Headers) { [name] = value };
}
