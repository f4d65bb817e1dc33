using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Tests;

public sealed class ObjectTransferDecisionTests
{
    private static readonly StoreTraits Opaque = MemoryStore.DefaultTraits with { ETag = ETagMeaning.Opaque, MultipartETagIsComposite = false };
    private static readonly DateTimeOffset Old = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Equal_etags_are_skipped_without_a_request()
    {
        var crossing = Seeded(Content.Of(100), Content.Of(100));

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Skipped, ProofKind.Md5), (outcome.Kind, outcome.Proof));
        Assert.Equal((0, 0), (crossing.Source.Requests(), crossing.Destination.Requests()));
    }

    [Fact]
    public async Task Equality_with_what_an_old_inventory_says_is_believed_only_when_the_source_says_so_too()
    {
        var crossing = Seeded(Content.Of(100), Content.Of(100));
        crossing.Options = new() { SourceFactsAreFromInventory = true, Overwrite = OverwritePolicy.Always };
        var listed = crossing.Item("k");
        var same = await crossing.MoveAsync(listed);
        var now = Content.Of(100, seed: 2);
        crossing.Source.Seed("k", now);

        var changed = await crossing.MoveAsync(listed);

        Assert.Equal((OutcomeKind.Skipped, OutcomeKind.Transferred), (same.Kind, changed.Kind));
        Assert.Equal(now, crossing.Arrived("k"));
    }

    [Theory]
    [InlineData(OverwritePolicy.Safe, false, true, OutcomeKind.Conflict)]
    [InlineData(OverwritePolicy.Safe, false, false, OutcomeKind.Transferred)]
    [InlineData(OverwritePolicy.Safe, true, true, OutcomeKind.Transferred)]
    [InlineData(OverwritePolicy.Always, false, true, OutcomeKind.Transferred)]
    [InlineData(OverwritePolicy.Never, false, false, OutcomeKind.Conflict)]
    [InlineData(OverwritePolicy.Never, true, false, OutcomeKind.Conflict)]
    public async Task Something_different_is_replaced_only_where_the_policy_allows(OverwritePolicy policy, bool isOurs, bool isNewer, OutcomeKind expected)
    {
        var crossing = Seeded(Content.Of(100), Content.Of(70));
        crossing.Options = new() { Overwrite = policy };
        crossing.Source.Date("k", Old);
        crossing.Destination.Date("k", isNewer ? Old.AddDays(1) : Old.AddDays(-1));

        var outcome = await crossing.MoveAsync("k", isOurs);

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal(expected == OutcomeKind.Transferred ? 100 : 70, crossing.Arrived("k")!.Length);
        Assert.Equal(expected == OutcomeKind.Transferred ? 1 : 0, crossing.Destination.Requests(StoreOperation.Put));

        // Others' objects are asked for before they are refused, or replaced.
        Assert.Equal(policy == OverwritePolicy.Safe && !isOurs && !isNewer ? 2 : 1, crossing.Destination.Requests());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_others_wrote_is_not_replaced_on_the_word_of_a_listing_that_lags(bool copiesInside)
    {
        var crossing = new Crossing(isSameAccount: copiesInside);
        crossing.Source.Seed("k", Content.Of(100));
        crossing.Source.Date("k", Old);
        crossing.Destination.Seed("k", Content.Of(70));
        crossing.Destination.Date("k", Old.AddDays(-1));
        var listed = crossing.Item("k");
        crossing.Destination.Seed("k", Content.Of(30));
        crossing.Destination.Date("k", Old.AddDays(1));

        var outcome = await crossing.MoveAsync(listed);

        Assert.Equal(OutcomeKind.Conflict, outcome.Kind);
        Assert.Equal(Content.Of(30), crossing.Arrived("k"));
    }

    [Theory]
    [InlineData(ComparePolicy.Size, 2, OutcomeKind.Skipped, ProofKind.Size, 0, 0)]
    [InlineData(ComparePolicy.Time, 2, OutcomeKind.Skipped, ProofKind.Size, 0, 0)]
    [InlineData(ComparePolicy.Digest, 1, OutcomeKind.Skipped, ProofKind.ReadBack, 2, 0)]
    [InlineData(ComparePolicy.Digest, 2, OutcomeKind.Transferred, ProofKind.ContentMd5, 3, 1)]
    [InlineData(ComparePolicy.Auto, 1, OutcomeKind.Transferred, ProofKind.ContentMd5, 1, 1)]
    public async Task Who_says_what_counts_as_equal_gets_no_more_requests_than_that_takes(
        ComparePolicy policy, int seed, OutcomeKind kind, ProofKind proof, int reads, int writes)
    {
        var crossing = Seeded(Content.Of(100, 1), Content.Of(100, seed), source: Opaque, destination: Opaque);
        crossing.Options = new() { Compare = policy, Overwrite = OverwritePolicy.Always };
        crossing.Source.Date("k", Old);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((kind, proof), (outcome.Kind, outcome.Proof));
        Assert.Equal(reads, crossing.Source.Requests(StoreOperation.Open) + crossing.Destination.Requests(StoreOperation.Open));
        Assert.Equal(writes, crossing.Destination.Requests(StoreOperation.Put));
        Assert.Equal(Content.Of(100, kind == OutcomeKind.Transferred ? 1 : seed), crossing.Arrived("k"));
    }

    [Fact]
    public async Task Nobody_is_refused_on_the_word_of_a_listing_that_lags()
    {
        var crossing = Seeded(Content.Of(100), Content.Of(70));
        crossing.Source.Date("k", Old);
        var item = crossing.Item("k");
        crossing.Destination.Seed("k", Content.Of(100));

        Assert.Equal((OutcomeKind.Skipped, ProofKind.Md5), (await crossing.MoveAsync(item)) is var outcome ? (outcome.Kind, outcome.Proof) : default);
    }

    [Theory]
    [InlineData(-60, OutcomeKind.Conflict, 1)]
    [InlineData(60, OutcomeKind.Transferred, 2)]
    public async Task Which_side_is_newer_is_not_decided_before_both_have_told_their_time(int minutesAhead, OutcomeKind expected, int requests)
    {
        var traits = MemoryStore.DefaultTraits with { ReportsTime = true };
        var crossing = Seeded(Content.Of(100), Content.Of(70), traits, traits);
        crossing.Source.Date("k", Old);
        crossing.Destination.Date("k", Old.AddMinutes(minutesAhead / 2));
        (crossing.Source.ClockOffset, crossing.Destination.ClockOffset) = (TimeSpan.Zero, TimeSpan.FromMinutes(minutesAhead));

        Assert.Equal(expected, (await crossing.MoveAsync("k")).Kind);
        Assert.Equal(requests, crossing.Destination.Requests());
    }

    [Theory]
    [InlineData(true, OutcomeKind.Conflict)]
    [InlineData(false, OutcomeKind.Transferred)]
    public async Task Clock_that_a_store_never_tells_is_not_taken_for_ours(bool tellsTime, OutcomeKind expected)
    {
        var silent = MemoryStore.DefaultTraits with { ReportsTime = tellsTime };
        var crossing = Seeded(Content.Of(100), Content.Of(70), destination: silent);
        crossing.Source.Date("k", Old);
        crossing.Destination.Date("k", Old.AddMinutes(-10));

        Assert.Equal(expected, (await crossing.MoveAsync("k")).Kind);
    }

    [Theory]
    [InlineData(-20, OutcomeKind.Conflict)]
    [InlineData(20, OutcomeKind.Transferred)]
    public async Task A_disk_goes_by_the_clock_of_its_machine(int minutesAhead, OutcomeKind expected)
    {
        var crossing = Seeded(Content.Of(100), Content.Of(70), destination: MemoryStore.DefaultTraits with { ReportsTime = true });
        crossing.Source.Date("k", Old);
        crossing.Destination.Date("k", Old.AddMinutes(minutesAhead / 2));
        crossing.Destination.ClockOffset = TimeSpan.FromMinutes(minutesAhead);

        Assert.Equal(expected, (await crossing.MoveAsync("k")).Kind);
    }

    [Fact]
    public async Task What_a_listing_misses_of_what_this_job_wrote_is_asked_for_before_it_is_sent_again()
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(100));
        var item = crossing.Item("k") with { OwnETags = [crossing.Destination.Seed("k", Content.Of(100))!] };

        Assert.Equal(OutcomeKind.Skipped, (await crossing.MoveAsync(item)).Kind);
        Assert.Equal(0, crossing.Destination.Requests(StoreOperation.Put));
    }

    [Fact]
    public async Task What_this_job_wrote_is_known_as_its_own_however_it_was_found()
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(100));
        crossing.Source.Date("k", Old);
        var item = crossing.Item("k") with { OwnETags = [crossing.Destination.Seed("k", Content.Of(70))!.ToUpperInvariant()] };

        Assert.Equal(OutcomeKind.Transferred, (await crossing.MoveAsync(item)).Kind);
        Assert.Equal(Content.Of(100), crossing.Arrived("k"));
    }

    [Fact]
    public async Task Clocks_that_differ_are_taken_into_account()
    {
        var crossing = Seeded(Content.Of(100), Content.Of(70));
        crossing.Destination.ClockOffset = TimeSpan.FromHours(1);
        crossing.Source.ClockOffset = TimeSpan.Zero;
        crossing.Source.Date("k", Old);
        crossing.Destination.Date("k", Old.AddMinutes(30));

        Assert.Equal(OutcomeKind.Transferred, (await crossing.MoveAsync("k")).Kind);
    }

    [Fact]
    public async Task A_source_without_digests_is_compared_by_reading_it()
    {
        var crossing = Seeded(Content.Of(100), Content.Of(100), source: Opaque);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Skipped, ProofKind.Md5, true), (outcome.Kind, outcome.Proof, outcome.SourceUnproven));
        Assert.Equal((1, 0), (crossing.Source.Requests(), crossing.Destination.Requests()));
    }

    [Theory]
    [InlineData(1, OutcomeKind.Skipped)]
    [InlineData(2, OutcomeKind.Conflict)]
    public async Task Something_newer_that_no_etag_tells_apart_is_read_before_it_is_judged(int seed, OutcomeKind expected)
    {
        var crossing = Seeded(Content.Of(100), Content.Of(100, seed), source: Opaque, destination: Opaque);
        var item = crossing.Item("k") with { LastModified = Old };

        var outcome = await crossing.MoveAsync(item);

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal(expected == OutcomeKind.Skipped ? ProofKind.ReadBack : ProofKind.None, outcome.Proof);
        Assert.Equal(0, crossing.Destination.Requests(StoreOperation.Put));
    }

    [Fact]
    public async Task What_vanished_from_the_destination_meanwhile_is_sent()
    {
        var crossing = Seeded(Content.Of(100), Content.Of(100, 2), source: Opaque, destination: Opaque);
        var item = crossing.Item("k") with { LastModified = Old };
        crossing.Destination.Remove(Crossing.Key("k"));

        Assert.Equal(OutcomeKind.Transferred, (await crossing.MoveAsync(item)).Kind);
        Assert.Equal(Content.Of(100), crossing.Arrived("k"));
    }

    [Fact]
    public async Task A_destination_whose_answer_proves_nothing_is_asked_once()
    {
        var crossing = new Crossing(destination: Opaque with { ChecksContentMd5 = false });
        crossing.Source.Seed("k", Content.Of(100));

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Head), (outcome.Kind, outcome.Proof));
        Assert.Equal(crossing.Destination.Find("k")!.Info.ETag, outcome.DestinationETag);
        Assert.Equal((1, 1), (crossing.Destination.Requests(StoreOperation.Put), crossing.Destination.Requests(StoreOperation.Head)));
    }

    [Fact]
    public async Task A_key_that_the_destination_cannot_hold_fails_before_anything_is_read()
    {
        var crossing = new Crossing(destination: MemoryStore.DefaultTraits with { MaxKeyBytes = 3 });
        crossing.Source.Seed("long", Content.Of(1));

        var outcome = await crossing.MoveAsync("long");

        Assert.Equal((TransferSide.Destination, StorageErrorKind.InvalidKey), (outcome.Failure!.Side, outcome.Failure.Kind));
        Assert.Equal(0, crossing.Source.Requests());
    }

    [Theory]
    [InlineData(MetadataPolicy.Fail, OutcomeKind.Failed)]
    [InlineData(MetadataPolicy.Drop, OutcomeKind.Transferred)]
    public async Task Headers_that_do_not_fit_fail_or_are_dropped_by_name(MetadataPolicy policy, OutcomeKind expected)
    {
        var crossing = new Crossing(destination: MemoryStore.DefaultTraits with { MaxUserMetadataBytes = 8, MaxContentDispositionBytes = 3 });
        crossing.Options = new() { Metadata = policy };
        crossing.Source.Seed("k", Content.Of(1), new() { ContentDisposition = "inline", User = [new("zz", "123"), new("aa", "1"), new("bb", "123456789")] });

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(expected, outcome.Kind);
        if (expected == OutcomeKind.Transferred)
        {
            Assert.Equal(["Content-Disposition", "bb"], outcome.DroppedMetadata);
            Assert.Equal(["aa", "zz"], crossing.Destination.Find("k")!.Info.Metadata.User.Select(pair => pair.Key));
        }
    }

    [Fact]
    public async Task A_destination_that_keeps_no_headers_is_no_failure()
    {
        var crossing = new Crossing(destination: MemoryStore.DefaultTraits with { KeepsMetadata = false, MaxUserMetadataBytes = 0 });
        crossing.Source.Seed("k", Content.Of(1), new() { User = [new("a", "b")] });

        Assert.Equal(OutcomeKind.Transferred, (await crossing.MoveAsync("k")).Kind);
    }

    [Fact]
    public async Task One_service_copies_by_itself_and_no_byte_passes_here()
    {
        var crossing = new Crossing(isSameAccount: true);
        crossing.Source.Seed("k", Content.Of(100), new() { ContentType = "text/x" });

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(
            (OutcomeKind.Transferred, ProofKind.Md5, 0L, 0, true),
            (outcome.Kind, outcome.Proof, outcome.BytesSent, outcome.ObjectsSent, outcome.CopiedInside));
        Assert.Equal(
            (0, 0, 1),
            (crossing.Source.Requests(StoreOperation.Open), crossing.Destination.Requests(StoreOperation.Put),
                crossing.Destination.Requests(StoreOperation.Copy)));
        Assert.Equal("text/x", crossing.Destination.Find("k")!.Info.Metadata.ContentType);
    }

    [Fact]
    public async Task A_service_that_refuses_to_copy_gets_the_bytes()
    {
        var crossing = new Crossing(isSameAccount: true);
        crossing.Source.Seed("k", Content.Of(100));
        crossing.DestinationFaults.Before(StoreOperation.Copy, StorageErrorKind.Unsupported);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, 100L, false), (outcome.Kind, outcome.BytesSent, outcome.CopiedInside));
    }

    [Fact]
    public async Task Acl_and_storage_class_are_sent()
    {
        var crossing = new Crossing();
        crossing.Options = new() { Acl = "public-read", StorageClass = "COLD" };
        crossing.Source.Seed("k", Content.Of(1));

        await crossing.MoveAsync("k");

        Assert.Equal(("public-read", "COLD"), (crossing.Destination.Find("k")!.Acl, crossing.Destination.Find("k")!.Info.StorageClass));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("public-read", "public-read")]
    [InlineData("public-read-write", "public-read-write")]
    [InlineData("authenticated-read", "authenticated-read")]
    public async Task Acl_of_the_source_is_kept_where_asked_for(string? acl, string? expected)
    {
        var crossing = new Crossing();
        crossing.Options = new() { KeepsAcl = true };
        crossing.Source.Seed("k", Content.Of(1));
        crossing.Source.SetAcl("k", acl!);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        Assert.Equal(expected, crossing.Destination.Find("k")!.Acl);
        Assert.Equal(1, crossing.Source.Requests(StoreOperation.ReadAcl));
    }

    [Fact]
    public async Task Acl_of_the_source_is_kept_by_a_copy_inside_the_service()
    {
        var crossing = new Crossing(isSameAccount: true);
        crossing.Options = new() { KeepsAcl = true };
        crossing.Source.Seed("k", Content.Of(1));
        crossing.Source.SetAcl("k", "public-read");

        await crossing.MoveAsync("k");

        Assert.Equal(("public-read", 1), (crossing.Destination.Find("k")!.Acl, crossing.Destination.Requests(StoreOperation.Copy)));
    }

    [Fact]
    public async Task Acl_that_no_canned_one_says_fails_the_object()
    {
        var crossing = new Crossing();
        crossing.Options = new() { KeepsAcl = true };
        crossing.Source.Seed("k", Content.Of(1));
        crossing.Source.SetAcl("k", "rights of somebody");

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, TransferSide.Destination), (outcome.Kind, outcome.Failure!.Side));
        Assert.Contains("des-metadata: drop", outcome.Failure.Reason, StringComparison.Ordinal);
        Assert.Null(crossing.Destination.Find("k"));
    }

    [Fact]
    public async Task Acl_that_no_canned_one_says_is_dropped_where_asked_for()
    {
        var crossing = new Crossing();
        crossing.Options = new() { KeepsAcl = true, Metadata = MetadataPolicy.Drop };
        crossing.Source.Seed("k", Content.Of(1));
        crossing.Source.SetAcl("k", "rights of somebody");

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        Assert.Equal(["acl"], outcome.DroppedMetadata);
        Assert.Null(crossing.Destination.Find("k")!.Acl);
    }

    [Fact]
    public async Task Acl_that_cannot_be_read_fails_the_object_at_the_source()
    {
        var crossing = new Crossing();
        crossing.Options = new() { KeepsAcl = true };
        crossing.Source.Seed("k", Content.Of(1));
        crossing.SourceFaults.Before(StoreOperation.ReadAcl, StorageErrorKind.Denied);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, TransferSide.Source, StorageErrorKind.Denied), (outcome.Kind, outcome.Failure!.Side, outcome.Failure.Kind));
    }

    [Fact]
    public async Task Acl_of_the_source_is_not_asked_for_otherwise()
    {
        var crossing = new Crossing();
        crossing.Source.Seed("k", Content.Of(1));
        crossing.Source.SetAcl("k", "public-read");

        await crossing.MoveAsync("k");

        Assert.Equal(0, crossing.Source.Requests(StoreOperation.ReadAcl));
        Assert.Null(crossing.Destination.Find("k")!.Acl);
    }

    private static Crossing Seeded(byte[] atSource, byte[] atDestination, StoreTraits? source = null, StoreTraits? destination = null)
    {
        var crossing = new Crossing(source, destination);
        crossing.Source.Seed("k", atSource);
        crossing.Destination.Seed("k", atDestination);
        return crossing;
    }
}
