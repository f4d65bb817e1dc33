using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

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
        bench.AtTarget.AssertHolds(bench.Objects);
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

        Assert.Equal(
            (20, 3, 1), (requests.Count(S3Operation.PutObject), requests.Count(S3Operation.UploadPart), requests.Count(S3Operation.CompleteMultipartUpload)));
        Assert.Equal(0, requests.Count(S3Operation.GetObject));
        Assert.All(requests.Of(S3Operation.HeadObject), head => Assert.Equal("large", head.Key));
        Assert.Equal((20L, 1L), (first.Proofs["content-md5"], first.Proofs["md5-parts-listed"]));
        Assert.Equal(21, (await bench.RunAsync("run", job, "--json")).Expect(0).Job.Objects.Skipped);
        bench.AtTarget.AssertHolds(bench.Objects);
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
        foreach (var (key, size) in
            ((string, int)[])[("small", 1000), ("large", Samples.LargeBytes), ("small-other", 1000), ("large-other", Samples.LargeBytes)])
        {
            var content = Samples.Bytes(size, 1);
            bench.Origin.Put(key, content, lastModified: old);
            using var there = new MemoryStream(key.EndsWith("-other", StringComparison.Ordinal) ? Samples.Bytes(size, 2) : content);
            await aws.PutObjectAsync(
                new() { BucketName = "target", Key = key, InputStream = there, UseChunkEncoding = false }, TestContext.Current.CancellationToken);
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("stood", more), "--json")).Expect(3).Job;

        Assert.Equal((2L, 2L, 0L), (run.Objects.Skipped, run.Objects.Conflict, run.Objects.Transferred));
        Assert.Equal(2, run.Proofs["read-back"]);

        // All stood there before and does so still.
        bench.AtTarget.AssertHolds(Manifest.Empty);
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
                await aws.PutObjectAsync(
                    new() { BucketName = "origin", Key = key, InputStream = content, UseChunkEncoding = false }, TestContext.Current.CancellationToken);
            }
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("named", "src-etag: opaque\ndes-etag: opaque"), "--json")).Expect(0).Job;

        Assert.Equal((1L, 1L, 2L), (run.Proofs["content-md5"], run.Proofs["md5-parts-listed"], run.Objects.Transferred));
        Assert.Equal(1, bench.TargetServer.Requests.Count(S3Operation.PutObject));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Encrypted_source_never_poses_its_etag_as_an_md5()
    {
        await using var bench = await Bench.StartApartAsync(origin: new() { Encryption = new("x-amz-server-side-encryption", "aws:kms") });
        using (var aws = bench.AwsAt(bench.Server))
        using (var content = new MemoryStream(Samples.Bytes(Samples.LargeBytes, 1)))
        {
            await aws.PutObjectAsync(
                new() { BucketName = "origin", Key = "large", InputStream = content, UseChunkEncoding = false }, TestContext.Current.CancellationToken);
        }

        (await bench.RunAsync("run", bench.StoreToStore("posing"))).Expect(0);

        var line = Assert.Single(
            await File.ReadAllLinesAsync(Path.Combine(bench.Home, "jobs", "posing", "posing-check-md5-list.txt"), TestContext.Current.CancellationToken));
        Assert.StartsWith("md5-parts:", line, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(bench.Objects);
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
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Difference_is_never_forgotten()
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var key in (string[])["a", "b", "c"])
        {
            bench.Origin.Put(key, Samples.Bytes(1000, key[0]));
        }

        bench.TargetServer.Faults.Add(
            new() { Kind = FaultKind.Error, Status = 400, Code = "InvalidArgument", Key = "a", Operations = [S3Operation.PutObject] });
        bench.TargetServer.Faults.Add(new() { Kind = FaultKind.NotStored, Key = "c", Operations = [S3Operation.PutObject] });
        await bench.StartSiloAsync();
        var first = (await bench.RunAsync("add", bench.StoreToStore("never"), "--wait", "--json")).Expect(3).Job;
        await bench.RunAsync("redo", "never", "--failed");
        var second = await bench.UntilAsync("never", job => job.Run == 2 && job.ExitCode is not null);

        Assert.Equal((1L, 1L), (first.Objects.Failed, first.Check!.Differences));
        Assert.Contains("'osstransfer redo never --failed'", first.Reason, StringComparison.Ordinal);
        Assert.Equal(("done", 2L, 2L), (second.State, second.Objects.Listed, second.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Difference_that_no_pass_has_mended_ends_none_as_done()
    {
        await using var bench = await Bench.StartApartAsync();
        bench.Origin.Put("fine", Samples.Bytes(1000, 1));
        bench.Origin.Put("lost", Samples.Bytes(1000, 2));
        bench.TargetServer.Faults.Add(new() { Kind = FaultKind.NotStored, Key = "lost", Times = 1, Operations = [S3Operation.PutObject] });
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("unmended"), "--wait")).Expect(3);

        // Each further try fails otherwise, so that nothing of the run before has a difference but its record.
        bench.TargetServer.Faults.Add(
            new() { Kind = FaultKind.Error, Status = 400, Code = "InvalidArgument", Key = "lost", Times = 2, Operations = [S3Operation.PutObject] });
        for (var run = 2; run <= 3; run++)
        {
            await bench.RunAsync("redo", "unmended", "--failed");
            Assert.Equal(("failed", 3), Of(await bench.UntilAsync("unmended", job => job.Run == run && job.ExitCode is not null)));
        }

        await bench.RunAsync("redo", "unmended", "--failed");
        Assert.Equal(("done", 0), Of(await bench.UntilAsync("unmended", job => job.Run == 4 && job.ExitCode is not null)));
        bench.AtTarget.AssertHolds(bench.Objects);

        static (string, int?) Of(Contracts.Jobs.JobView job) => (job.State, (int?)job.ExitCode);
    }

    [Fact]
    public async Task Difference_is_looked_up_after_it_was_sent_again_whatever_check_time_says()
    {
        await using var bench = await Bench.StartApartAsync();
        bench.Origin.Put("lost", Samples.Bytes(1000, 2));
        bench.TargetServer.Faults.Add(new() { Kind = FaultKind.NotStored, Key = "lost", Times = 2, Operations = [S3Operation.PutObject] });
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("void"), "--wait")).Expect(3);
        (await bench.RunAsync("edit", "void", "--file", bench.StoreToStore("void", "check-time: never"))).Expect(0);

        (await bench.RunAsync("redo", "void", "--failed")).Expect(0);
        var again = await bench.UntilAsync("void", job => job.Run == 2 && job.ExitCode is not null);
        (await bench.RunAsync("redo", "void", "--failed")).Expect(0);
        var mended = await bench.UntilAsync("void", job => job.Run == 3 && job.ExitCode is not null);

        Assert.Equal(((Contracts.ExitCode?)Contracts.ExitCode.Failures, 1L), (again.ExitCode, again.Check!.Differences));
        Assert.Equal((Contracts.ExitCode?)Contracts.ExitCode.Done, mended.ExitCode);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(Samples.LargeBytes)]
    public async Task Rot_that_a_check_has_found_is_mended_by_the_next_pass(int size)
    {
        await using var bench = await Bench.StartApartAsync();
        bench.Origin.Put("k", Samples.Bytes(size, 1));
        bench.Origin.Put("sound", Samples.Bytes(100, 2));
        bench.TargetServer.Faults.Add(new() { Kind = FaultKind.Rot, Key = "k", Operations = [S3Operation.PutObject, S3Operation.UploadPart] });
        var job = bench.StoreToStore("rot", "check-mode: full");
        (await bench.RunAsync("run", job, "--json")).Expect(3);

        var second = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal((1L, 1L), (second.Objects.Transferred, second.Objects.Skipped));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Redo_of_all_sends_equal_objects_again_and_leaves_foreign_newer_ones()
    {
        await using var bench = await Bench.StartApartAsync();
        var old = DateTimeOffset.UtcNow.AddDays(-1);
        bench.Origin.Put("large", Samples.Bytes(Samples.LargeBytes, 1), lastModified: old);
        for (var i = 0; i < 5; i++)
        {
            bench.Origin.Put($"k{i}", Samples.Bytes(1000, i), lastModified: old);
        }

        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("all"), "--wait")).Expect(0);
        bench.Target.Put("k3", Samples.Bytes(1000, 99));
        bench.AtTarget.Keep("k3");
        await bench.RunAsync("redo", "all", "--all");
        var second = await bench.UntilAsync("all", job => job.Run == 2 && job.ExitCode is not null);

        Assert.Equal((5L, 0L, 1L), (second.Objects.Transferred, second.Objects.Skipped, second.Objects.Conflict));
        Assert.Equal(5, second.Objects.Sent);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Listing_that_lags_is_not_the_truth()
    {
        await using var bench = await Bench.StartApartAsync();
        bench.Target.Put("k00", "old"u8, lastModified: DateTimeOffset.UtcNow.AddDays(-9));
        for (var i = 0; i < 10; i++)
        {
            bench.Origin.Put($"k{i:d2}", Samples.Bytes(1000, i));
        }

        // What the run writes is in no listing until long after it.
        bench.Target.FreezeListing();

        var run = (await bench.RunAsync("run", bench.StoreToStore("lag"), "--json")).Expect(0).Job;

        Assert.Equal((10L, 0L), (run.Objects.Transferred, run.Check!.Differences));

        // Each after it was written, and what others had there before it was replaced, too.
        Assert.Equal(11, bench.TargetServer.Requests.Count(S3Operation.HeadObject));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(Samples.LargeBytes, true)]
    [InlineData(Samples.LargeBytes, false)]
    public async Task What_others_wrote_is_not_replaced_on_the_word_of_a_listing_that_lags(int size, bool hadOne)
    {
        await using var bench = await Bench.StartApartAsync();
        var now = DateTimeOffset.UtcNow;
        bench.Origin.Put("k", Samples.Bytes(size, 1), lastModified: now.AddDays(-1));
        if (hadOne)
        {
            bench.Target.Put("k", "theirs, before"u8, lastModified: now.AddDays(-9));
        }

        bench.Target.FreezeListing();
        bench.Target.Put("k", "theirs, newer"u8, lastModified: now);
        bench.AtTarget.Keep("k");

        var run = (await bench.RunAsync("run", bench.StoreToStore("theirs"), "--json")).Expect(3).Job;

        Assert.Equal((0L, 1L), (run.Objects.Transferred, run.Objects.Conflict));
        bench.AtTarget.AssertHolds(Manifest.Empty);
        Assert.Empty(bench.Target.Uploads);
    }

    [Fact]
    public async Task Conflict_where_a_check_found_a_difference_counts_once_and_its_advice_works()
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var key in (string[])["a", "b", "c"])
        {
            bench.Origin.Put(key, Samples.Bytes(1000, key[0]), lastModified: DateTimeOffset.UtcNow.AddDays(-1));
        }

        // The answer to the write of b is right, and what is there afterwards is somebody else's.
        bench.TargetServer.Faults.Add(new() { Kind = FaultKind.NotStored, Key = "b", Times = 1, Operations = [S3Operation.PutObject] });
        bench.TargetServer.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Key = "b",
            Operations = [S3Operation.HeadObject],
            Hook = (_, _) =>
            {
                bench.Target.Put("b", "theirs"u8, lastModified: DateTimeOffset.UtcNow);
                return Task.CompletedTask;
            },
        });
        await bench.StartSiloAsync();
        var first = (await bench.RunAsync("add", bench.StoreToStore("once"), "--wait", "--json")).Expect(3).Job;
        bench.AtTarget.Keep("b");
        await bench.RunAsync("redo", "once");
        var second = await bench.UntilAsync("once", job => job.Run == 2 && job.ExitCode is not null);
        await bench.RunAsync("redo", "once", "--failed");
        var third = await bench.UntilAsync("once", job => job.Run == 3 && job.ExitCode is not null);
        bench.Target.Delete("b");
        await bench.RunAsync("redo", "once", "--failed");
        var fourth = await bench.UntilAsync("once", job => job.Run == 4 && job.ExitCode is not null);

        Assert.Equal((3L, 1L), (first.Check!.Checked, first.Check.Differences));
        Assert.Equal((2L, 1L), (second.Objects.Skipped, second.Objects.Conflict));
        Assert.Equal((2L, 2L, 0L), (second.Check!.Objects, second.Check.Checked, second.Check.Differences));
        Assert.Equal((1L, 1L, 0L), (third.Objects.Listed, third.Objects.Conflict, third.Check?.Differences ?? 0));
        Assert.All([second, third], job => Assert.Contains("remove at the destination what need not stay", job.Reason, StringComparison.Ordinal));
        Assert.Equal(("done", 1L), (fourth.State, fourth.Objects.Transferred));
    }
}
