using System.Text;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Tests.Conformance;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Vendors.Tests.Migration;

/// <summary>What every vendor's reader must do together with the engine: all arrives as it was, and nothing that was damaged counts.</summary>
public abstract class MigrationSuite : IAsyncLifetime
{
    private const int Mib = 1 << 20;
    private Migrator _migrator = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected EmulatorServer Server { get; private set; } = null!;

    protected EmulatorBucket Stored => Server.Bucket(Bucket);

    /// <summary>A bucket's name that the vendor accepts.</summary>
    protected abstract string Bucket { get; }

    /// <summary>What the names of the vendor's user metadata begin with.</summary>
    protected abstract string MetaPrefix { get; }

    /// <summary>A refusal by which the vendor throttles and asks to wait for <see cref="AskedDelay"/>.</summary>
    protected abstract EmulatorFault Throttle { get; }

    /// <summary>Null where the vendor's refusal names no time.</summary>
    protected abstract TimeSpan? AskedDelay { get; }

    /// <summary>The vendor's code of a missing bucket, as messages must name it.</summary>
    protected abstract string NoSuchBucketCode { get; }

    protected abstract Task<EmulatorServer> StartAsync(EmulatorOptions options);

    /// <summary>Our store on the emulator.</summary>
    protected abstract IObjectStore Open(string? bucket = null);

    /// <summary>The object as it is after a simple upload, with all digests that the vendor publishes of it.</summary>
    protected abstract EmulatorObject Put(EmulatorObject stored);

    /// <summary>The object as it is after an upload in parts.</summary>
    protected abstract EmulatorObject PutInParts(EmulatorObject stored, int parts);

    /// <summary>The object in a class that can't be read.</summary>
    protected abstract EmulatorObject Freeze(EmulatorObject stored);

    /// <summary>Whether the vendor refuses a reading when its clock is ahead of ours by so many minutes.</summary>
    protected virtual bool RefusesSkew(int minutes) => Math.Abs(minutes) > 15;

    /// <summary>Whether the vendor can hold this key.</summary>
    protected abstract bool CanHold(ObjectKey key);

    public async ValueTask InitializeAsync()
    {
        Server = await StartAsync(new() { Buckets = [Bucket] });
        _migrator = await Migrator.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _migrator.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_thousand_objects_of_every_odd_key_kind_arrive_as_they_were()
    {
        var objects = OddObjects.Of(1000, MetaPrefix, CanHold);
        Seed([.. objects.Select(Put)]);

        var moved = await MoveAsync();

        Assert.Equal(1000, moved.Outcomes.Count);
        Assert.All(
            moved.Outcomes, row => Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5, false), (row.Value.Kind, row.Value.Proof, row.Value.SourceUnproven)));
        Assert.Equal(1000, moved.Bucket.Count);
        Assert.All(objects, stored =>
        {
            var arrived = moved.Bucket.Find(stored.Key);
            Assert.NotNull(arrived);
            Assert.Equal(stored.Content, arrived.ToArray());
            Assert.Equal(OddObjects.Arrived(stored, MetaPrefix).Order(HeaderOrder), arrived.Headers.Order(HeaderOrder));
        });
    }

    [Theory]
    [InlineData(13 * Mib)]
    [InlineData(10 * Mib)]
    public async Task A_large_object_is_held_against_the_digest_of_the_whole(int size)
    {
        var stored = PutInParts(New("large", size), 3);
        Seed(stored);

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5Parts, false), (moved.Only.Kind, moved.Only.Proof, moved.Only.SourceUnproven));
        Assert.Equal(stored.Content, moved.Bucket["large"]!.ToArray());
    }

    [Theory]
    [InlineData(1, 96)]
    [InlineData(4096, 96)]
    [InlineData(12 * Mib, 96)]
    [InlineData(12 * Mib, 8)]
    public async Task One_corrupted_byte_is_caught_by_each_digest_alone(int size, int memoryMib)
    {
        var whole = PutInParts(New("k", size), 2);
        foreach (var digest in whole.Digests.Count > 0 ? whole.Digests : [default])
        {
            await using var migrator = await Migrator.StartAsync(new() { MemoryBytes = memoryMib * Mib });
            Seed(whole with { Digests = digest.Key is null ? [] : [digest] });
            Server.Faults.Add(new(EmulatorFaultKind.CorruptBody) { Times = int.MaxValue });

            var moved = await migrator.MoveAsync(Open());
            Server.Faults.Clear();

            Assert.Equal(
                (OutcomeKind.Failed, TransferSide.Source, StorageErrorKind.Damaged), (moved.Only.Kind, moved.Only.Failure!.Side, moved.Only.Failure.Kind));
            Assert.Empty(moved.Bucket.Objects);
        }
    }

    [Fact]
    public async Task One_corrupted_byte_of_a_simple_object_is_caught_by_each_digest_alone()
    {
        var whole = Put(New("k", 5000));
        Assert.NotEmpty(whole.Digests);
        foreach (var digest in whole.Digests)
        {
            Seed(whole with { Digests = [digest] });
            Server.Faults.Add(new(EmulatorFaultKind.CorruptBody) { Times = int.MaxValue });

            var moved = await MoveAsync();
            Server.Faults.Clear();

            Assert.Equal((OutcomeKind.Failed, StorageErrorKind.Damaged), (moved.Only.Kind, moved.Only.Failure!.Kind));
            Assert.Empty(moved.Bucket.Objects);
        }
    }

    [Fact]
    public async Task What_arrives_damaged_once_is_read_again()
    {
        Seed(Put(New("k", 5000)));
        Server.Faults.Add(new(EmulatorFaultKind.CorruptBody));

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, 1), (moved.Only.Kind, Server.Faults.Hits));
        Assert.Equal(Stored.Find("k")!.Content, moved.Bucket["k"]!.ToArray());
    }

    [Fact]
    public async Task A_body_that_is_cut_is_taken_up_again()
    {
        Seed(Put(New("k", Mib)));
        Server.Faults.Add(new(EmulatorFaultKind.CutBody) { AfterBytes = 300_000, When = request => request.Operation == "GetObject" });

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, 1), (moved.Only.Kind, Server.Faults.Hits));
        Assert.Equal(Stored.Find("k")!.Content, moved.Bucket["k"]!.ToArray());
    }

    [Fact]
    public async Task An_object_of_which_nothing_is_published_arrives_and_counts_as_unproven()
    {
        Seed(PutInParts(New("small", 5000), 2) with { Digests = [] }, PutInParts(New("large", 12 * Mib), 2) with { Digests = [] });

        var moved = await MoveAsync();

        Assert.All(moved.Outcomes, row => Assert.Equal((OutcomeKind.Transferred, true), (row.Value.Kind, row.Value.SourceUnproven)));
    }

    [Fact]
    public async Task A_throttled_request_says_how_long_to_wait()
    {
        Seed(Put(New("k", 10)));
        Server.Faults.Add(Throttle);
        await using var store = Open();

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.OpenAsync(new(ObjectKey.From("k")), Token));

        Assert.Equal((StorageErrorKind.Throttled, AskedDelay), (failure.Kind, failure.RetryAfter));
        Assert.Contains(Throttle.Code, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guarded_store_waits_as_long_as_it_is_asked_to()
    {
        Seed(Put(New("k", 10)));
        Server.Faults.Add(Throttle with { When = request => request.Operation == "HeadObject" });
        var time = new RecordingTime();
        await using var guarded = new GuardedStore(Open(), new() { Side = TransferSide.Source, Time = time, NextDouble = () => 0 });

        var head = await guarded.Reader.HeadAsync(ObjectKey.From("k"), Token);

        Assert.Equal((10, 1), (head?.Size, Server.Faults.Hits));
        Assert.Equal(AskedDelay is null ? 0 : 1, time.Waits.Count(wait => wait == AskedDelay));
    }

    [Fact]
    public async Task Throttling_delays_a_migration_and_nothing_else()
    {
        Seed([.. Enumerable.Range(0, 50).Select(i => Put(New($"k{i}", 100)))]);
        Server.Faults.Add(Throttle with { Times = 5 });

        var moved = await MoveAsync();

        Assert.Equal(50, moved.Outcomes.Values.Count(outcome => outcome.Kind == OutcomeKind.Transferred));
        Assert.Equal(5, Server.Faults.Hits);
    }

    [Fact]
    public async Task An_archived_object_needs_to_be_restored_and_is_asked_for_once()
    {
        Seed(Freeze(Put(New("cold", 100))), Put(New("warm", 100)), Freeze(Put(New("thawed", 100))) with { Restore = RestoreState.Restored });

        var moved = await MoveAsync();

        Assert.Equal(
            (OutcomeKind.NeedsRestore, OutcomeKind.Transferred, OutcomeKind.Transferred),
            (moved.Outcomes["cold"].Kind, moved.Outcomes["warm"].Kind, moved.Outcomes["thawed"].Kind));
        Assert.Single(Server.Log.All, record => record.Key == "cold" && record.Method == "GET");
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    [InlineData(16)]
    [InlineData(-16)]
    [InlineData(5)]
    public async Task A_clock_that_is_wrong_here_spoils_one_request_at_most(int minutes)
    {
        Seed(Put(New("k", 10)));
        Server.State.ClockOffset = TimeSpan.FromMinutes(minutes);
        await using var store = Open();

        if (RefusesSkew(minutes))
        {
            var failure = await Assert.ThrowsAsync<StorageException>(() => store.Reader.HeadAsync(ObjectKey.From("k"), Token));
            Assert.Equal(StorageErrorKind.Clock, failure.Kind);
        }

        Assert.Equal(10, (await store.Reader.HeadAsync(ObjectKey.From("k"), Token))?.Size);
        Assert.InRange(store.ClockOffset!.Value.TotalMinutes, minutes - 0.1, minutes + 0.1);
    }

    [Fact]
    public async Task An_empty_page_with_a_marker_does_not_end_the_listing()
    {
        Seed([.. Enumerable.Range(0, 700).Select(i => Put(New($"k{i:d3}", 1)))]);
        Server.Faults.Add(new(EmulatorFaultKind.EmptyPage) { When = request => request.Operation.StartsWith("List", StringComparison.Ordinal), Times = 2 });

        var moved = await MoveAsync();

        Assert.Equal((700, 2), (moved.Outcomes.Count, Server.Faults.Hits));
    }

    [Fact]
    public async Task Errors_name_the_vendors_own_code()
    {
        await using var store = Open(bucket: Bucket.Replace("bucket", "nobucket", StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            await foreach (var page in store.Reader.ListAsync(new(default), Token))
            {
                Assert.Empty(page.Entries);
            }
        });

        Assert.Equal((StorageErrorKind.Bucket, NoSuchBucketCode), (failure.Kind, failure.Code));
        Assert.Contains(NoSuchBucketCode, failure.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(failure.RequestId));
    }

    /// <summary>Moves all that the emulator holds.</summary>
    protected Task<Migrated> MoveAsync() => _migrator.MoveAsync(Open());

    protected void Seed(params EmulatorObject[] objects)
    {
        foreach (var stored in objects)
        {
            Stored.Put(stored);
        }
    }

    protected static EmulatorObject New(string key, int size) => new(Encoding.UTF8.GetBytes(key), TestContent.Of(size))
    {
        LastModified = OddObjects.Written,
        Headers = [new("Content-Type", "application/octet-stream")],
    };

    private static Comparer<KeyValuePair<string, string>> HeaderOrder { get; } =
        Comparer<KeyValuePair<string, string>>.Create(static (one, other) => string.CompareOrdinal(one.Key, other.Key));
}
