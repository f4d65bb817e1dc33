using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What a job calls equal, transferred or different is so, whatever the stores' answers look like.</summary>
public sealed class ProofTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(Samples.LargeBytes)]
    public async Task Outcome_names_the_version_that_was_compared(int size)
    {
        await using var bench = await Bench.StartApartAsync();
        var (before, meanwhile) = (Samples.Bytes(size, 1), Samples.Bytes(size, 2));
        bench.Origin.Put("k", before);
        bench.Target.Put("k", meanwhile);

        // Changes between listing and reading to what the destination has, and later back to what was listed.
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.GetObject, S3Operation.HeadObject],
            Hook = (_, _) =>
            {
                bench.Origin.Put("k", meanwhile);
                return Task.CompletedTask;
            },
        });
        var job = bench.StoreToStore("versions");
        var first = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;
        bench.Origin.Put("k", before);
        var second = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal(1, first.Objects.Skipped);
        Assert.Equal((0, 1), (second.Objects.Skipped, second.Objects.Transferred));
        Assert.Equal(Digests.OfBucket(bench.Origin), Digests.OfBucket(bench.Target));
    }

    public static TheoryData<string, string> Encryptions => new()
    {
        { "x-amz-server-side-encryption", "aws:kms" },
        { "x-amz-server-side-encryption", "aws:kms:dsse" },
        { "x-amz-server-side-encryption-customer-algorithm", "AES256" },
    };

    [Theory]
    [MemberData(nameof(Encryptions))]
    public async Task Encrypted_destination_takes_each_object_in_one_go_and_is_content_with_it(string header, string value)
    {
        await using var bench = await Bench.StartApartAsync(target: new() { Encryption = new(header, value) });
        for (var i = 0; i < 20; i++)
        {
            bench.Origin.Put($"k{i:d2}", Samples.Bytes(1000, i));
        }

        bench.Origin.Put("large", Samples.Bytes(Samples.LargeBytes, 1));
        var job = bench.StoreToStore("sealed");
        var first = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;
        var requests = bench.TargetServer.Requests;

        Assert.Equal((20, 3, 1), (requests.Count(S3Operation.PutObject), requests.Count(S3Operation.UploadPart), requests.Count(S3Operation.CompleteMultipartUpload)));
        Assert.Equal(0, requests.Count(S3Operation.GetObject));
        Assert.All(requests.Of(S3Operation.HeadObject), head => Assert.Equal("large", head.Key));
        Assert.Equal((20L, 1L), (first.Proofs["content-md5"], first.Proofs["md5-parts-listed"]));
        Assert.Equal(21, (await bench.RunAsync("run", job, "--json")).Expect(0).Job.Objects.Skipped);
        Assert.Equal(Digests.OfBucket(bench.Origin), Digests.OfBucket(bench.Target));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "des-etag: opaque")]
    public async Task Equal_objects_under_etags_that_mean_nothing_are_no_conflict(bool tells, string more)
    {
        await using var bench = await Bench.StartApartAsync(
            target: tells ? new() { Encryption = new("x-amz-server-side-encryption", "aws:kms") } : new() { OpaqueETags = true });
        var old = DateTimeOffset.UtcNow.AddDays(-1);
        using var aws = bench.Aws();
        foreach (var (key, size) in ((string, int)[])[("small", 1000), ("large", Samples.LargeBytes), ("small-other", 1000), ("large-other", Samples.LargeBytes)])
        {
            var content = Samples.Bytes(size, 1);
            bench.Origin.Put(key, content, lastModified: old);
            using var there = new MemoryStream(key.EndsWith("-other", StringComparison.Ordinal) ? Samples.Bytes(size, 2) : content);
            await aws.PutObjectAsync(new() { BucketName = "target", Key = key, InputStream = there, UseChunkEncoding = false }, TestContext.Current.CancellationToken);
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("stood", more), "--json")).Expect(3).Job;

        Assert.Equal((2L, 2L, 0L), (run.Objects.Skipped, run.Objects.Conflict, run.Objects.Transferred));
        Assert.Equal(2, run.Proofs["read-back"]);
    }

    [Fact]
    public async Task Etags_that_mean_nothing_though_nobody_tells_are_named_in_the_job()
    {
        await using var bench = await Bench.StartApartAsync(origin: new() { OpaqueETags = true }, target: new() { OpaqueETags = true });
        using (var aws = bench.AwsAt(bench.Server))
        {
            foreach (var (key, size) in ((string, int)[])[("small", 1000), ("large", Samples.LargeBytes)])
            {
                using var content = new MemoryStream(Samples.Bytes(size, 1));
                await aws.PutObjectAsync(new() { BucketName = "origin", Key = key, InputStream = content, UseChunkEncoding = false }, TestContext.Current.CancellationToken);
            }
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("named", "src-etag: opaque\ndes-etag: opaque"), "--json")).Expect(0).Job;

        Assert.Equal((1L, 1L, 2L), (run.Proofs["content-md5"], run.Proofs["md5-parts-listed"], run.Objects.Transferred));
        Assert.Equal(1, bench.TargetServer.Requests.Count(S3Operation.PutObject));
        Assert.Equal(Digests.OfBucket(bench.Origin), Digests.OfBucket(bench.Target));
    }

    [Fact]
    public async Task Encrypted_source_never_poses_its_etag_as_an_md5()
    {
        await using var bench = await Bench.StartApartAsync(origin: new() { Encryption = new("x-amz-server-side-encryption", "aws:kms") });
        using (var aws = bench.AwsAt(bench.Server))
        using (var content = new MemoryStream(Samples.Bytes(Samples.LargeBytes, 1)))
        {
            await aws.PutObjectAsync(new() { BucketName = "origin", Key = "large", InputStream = content, UseChunkEncoding = false }, TestContext.Current.CancellationToken);
        }

        (await bench.RunAsync("run", bench.StoreToStore("posing"))).Expect(0);

        var line = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(bench.Home, "jobs", "posing", "posing-check-md5-list.txt"), TestContext.Current.CancellationToken));
        Assert.StartsWith("md5-parts:", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checksum_that_the_answer_repeats_is_a_proof_of_its_own()
    {
        await using var bench = await Bench.StartApartAsync(
            target: new() { Encryption = new("x-amz-server-side-encryption", "aws:kms"), ChecksumHeader = "x-amz-checksum-crc32c" });
        bench.Origin.Put("k", Samples.Bytes(1003, 1));
        bench.Origin.Put("empty", []);

        var run = (await bench.RunAsync("run", bench.StoreToStore("checksum", "des-profile: aws\ndes-addressing: path"), "--json")).Expect(0).Job;

        Assert.Equal(2, run.Proofs["checksum"]);
        Assert.Equal(2, bench.TargetServer.Requests.Total - bench.TargetServer.Requests.Count(S3Operation.ListObjectsV2));
    }
}
