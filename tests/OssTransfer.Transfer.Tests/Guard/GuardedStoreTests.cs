using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.Guard;

public sealed class GuardedStoreTests : IAsyncDisposable
{
    private readonly MemoryStore _memory = new();

    public ValueTask DisposeAsync() => _memory.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Abilities_are_those_of_the_store_behind()
    {
        var guarded = new GuardedStore(new MemoryStore { Writer = null, Multipart = null, Copier = null }, Options());

        Assert.Equal((null, null, null), (guarded.Writer, guarded.Multipart, guarded.Copier));
        Assert.NotNull(new GuardedStore(_memory, Options()).Multipart);
    }

    [Fact]
    public async Task A_listing_goes_on_after_the_last_page_that_came()
    {
        for (var i = 0; i < 25; i++)
        {
            _memory.Seed($"k{i:00}", [1]);
        }

        var faulty = new FaultyStore(_memory)
            .Before(StoreOperation.List, StorageErrorKind.Transient, skip: 1)
            .Before(StoreOperation.List, StorageErrorKind.Throttled, skip: 1);
        var keys = new List<string>();
        await foreach (var page in new GuardedStore(faulty, Options()).Reader.ListAsync(new(default) { PageSize = 10 }, Token))
        {
            keys.AddRange(page.Entries.Select(entry => entry.Key.ToString()));
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"k{i:00}"), keys);
        Assert.Equal(0, faulty.FaultsLeft);
    }

    [Fact]
    public async Task A_listing_that_is_broken_fails()
    {
        var faulty = new FaultyStore(_memory).Before(StoreOperation.List, StorageErrorKind.ListingBroken);

        var error = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            await foreach (var _ in new GuardedStore(faulty, Options()).Reader.ListAsync(new(default), Token))
            {
            }
        });

        Assert.Equal(StorageErrorKind.ListingBroken, error.Kind);
    }

    [Fact]
    public async Task A_listing_whose_pages_are_empty_for_ever_ends_with_its_reason()
    {
        var time = new FakeTimeProvider();
        var guarded = new GuardedStore(new EmptyPages(_memory, time, pages: int.MaxValue), Options() with { Time = time });

        var error = await Assert.ThrowsAsync<StorageException>(() => KeysAsync(guarded));

        Assert.Equal((StorageErrorKind.ListingStalled, true, false), (error.Kind, error.IsFatalForJob, error.IsTransient));
        Assert.Contains("gave no key for 10 minutes", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(10), time.GetUtcNow() - time.Start);
    }

    [Theory]
    [InlineData(StorageErrorKind.Unreachable)]
    [InlineData(StorageErrorKind.Throttled)]
    [InlineData(StorageErrorKind.Transient)]
    public async Task A_listing_that_fails_for_ever_for_what_may_pass_ends_with_its_reason(StorageErrorKind kind)
    {
        var time = new NapTime();
        var faulty = new FaultyStore(_memory).Before(StoreOperation.List, kind, times: FaultyStore.Always);
        var guarded = new GuardedStore(faulty, Options() with { Time = time, NextDouble = () => 0.5 });

        var error = await Assert.ThrowsAsync<StorageException>(() => KeysAsync(guarded));

        Assert.Equal((StorageErrorKind.ListingStalled, true), (error.Kind, error.IsFatalForJob));
        Assert.StartsWith("the listing gave no key for 10 minutes: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_that_is_never_answered_ends_with_its_reason()
    {
        var time = new NapTime();
        await using var silent = new SilentStore { HearsStop = true };
        var guarded = new GuardedStore(silent, Options() with { Time = time });

        var error = await Assert.ThrowsAsync<StorageException>(() => KeysAsync(guarded));

        Assert.Equal((StorageErrorKind.ListingStalled, true), (error.Kind, error.IsFatalForJob));
        Assert.Contains("gave no key for 10 minutes: no answer within 60 s", error.Message, StringComparison.Ordinal);
        Assert.InRange(time.Passed, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(12));
    }

    [Fact]
    public async Task A_listing_that_is_not_answered_is_told_early()
    {
        var time = new FakeTimeProvider();
        await using var silent = new SilentStore { HearsStop = true };
        var guarded = new GuardedStore(silent, Options() with { Time = time });

        var listing = KeysAsync(guarded);
        time.Advance(TimeSpan.FromSeconds(4));
        var tooEarly = guarded.LongestWait;
        time.Advance(TimeSpan.FromSeconds(16));
        var told = guarded.LongestWait;
        silent.Answer();
        await listing;

        Assert.Null(tooEarly);
        Assert.Equal(("a page of its listing", (TimeSpan?)TimeSpan.FromSeconds(20)), (told?.Reason, told?.Unanswered));
        Assert.Null(guarded.LongestWait);
    }

    [Fact]
    public async Task A_listing_that_does_not_hear_of_a_stop_is_left_behind_and_closes_when_it_comes_back()
    {
        var time = new FakeTimeProvider();
        await using var silent = new SilentStore();
        var guarded = new GuardedStore(silent, Options() with { Time = time });
        using var stop = new CancellationTokenSource();

        var listing = KeysAsync(guarded, stop.Token);
        await stop.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing);
        var before = silent.Closed.IsCompleted;
        silent.Answer();
        await silent.Closed;

        Assert.False(before);
    }

    [Fact]
    public async Task A_listing_with_many_empty_pages_before_its_keys_is_whole()
    {
        var time = new FakeTimeProvider();
        _memory.Seed("k", [1]);
        var guarded = new GuardedStore(new EmptyPages(_memory, time, pages: 19), Options() with { Time = time });

        Assert.Equal(["k"], await KeysAsync(guarded));
    }

    [Fact]
    public async Task A_listing_that_is_stopped_while_its_failed_page_is_closed_is_only_stopped()
    {
        using var stop = new CancellationTokenSource();
        var guarded = new GuardedStore(new BrokenPage(_memory, stop.Cancel), Options());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => KeysAsync(guarded, stop.Token));
    }

    [Fact]
    public async Task A_request_without_an_answer_is_given_up_and_sent_again()
    {
        var time = new FakeTimeProvider();
        var faulty = new FaultyStore(_memory);
        var guarded = new GuardedStore(faulty, Options() with { Time = time });
        _memory.Seed("k", [1]);
        var gate = faulty.Hold(StoreOperation.Head);

        var asking = guarded.Reader.HeadAsync(ObjectKey.From("k"), Token);
        await gate.Reached;
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(1, (await asking)!.Size);
        Assert.Equal(1, guarded.Totals.Retries);
    }

    [Fact]
    public async Task A_wait_that_the_store_asks_for_is_bounded_and_told()
    {
        var time = new FakeTimeProvider();
        var busy = new StorageException(StorageErrorKind.Throttled, "503 SlowDown (busy)") { RetryAfter = TimeSpan.FromHours(1) };
        var guarded = new GuardedStore(new FaultyStore(_memory).Before(StoreOperation.Head, busy), Options() with { Time = time });
        _memory.Seed("k", [1]);

        var asking = guarded.Reader.HeadAsync(ObjectKey.From("k"), Token);
        time.Advance(TimeSpan.FromSeconds(10));
        var wait = guarded.LongestWait;
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(new("503 SlowDown (busy)", TimeSpan.FromHours(1), TimeSpan.FromSeconds(20)), wait);
        Assert.Equal(1, (await asking)!.Size);
        Assert.Null(guarded.LongestWait);
    }

    [Fact]
    public async Task Every_kind_of_write_needs_the_lease()
    {
        using var lease = new TestLease();
        var guarded = new GuardedStore(_memory, Options() with { Lease = lease });
        var target = new WriteTarget(ObjectKey.From("k"), ObjectMetadata.None);
        var id = (await guarded.Multipart!.InitiateAsync(target, Token)).UploadId;
        lease.End();
        var asked = _memory.Requests();

        Func<Task>[] writes =
        [
            () => guarded.Writer!.PutAsync(new(target, new MemoryBody(new byte[1])), Token),
            () => guarded.Writer!.DeleteAsync(target.Key, Token),
            () => guarded.Multipart.InitiateAsync(target, Token),
            () => guarded.Multipart.UploadPartAsync(new(target.Key, id, 1, 0, new MemoryBody(new byte[1])), Token),
            () => guarded.Multipart.CompleteAsync(target.Key, id, [], Token),
            () => guarded.Multipart.AbortAsync(target.Key, id, Token),
            () => guarded.Copier!.CopyAsync(new(guarded, target.Key, target), Token),
        ];

        foreach (var write in writes)
        {
            Assert.Equal(StorageErrorKind.LeaseLost, (await Assert.ThrowsAsync<StorageException>(write)).Kind);
        }

        Assert.Equal(asked, _memory.Requests());
    }

    [Fact]
    public async Task A_lease_that_ends_between_two_reads_of_a_body_stops_it()
    {
        using var lease = new TestLease();
        var guarded = new GuardedStore(_memory, Options() with { Lease = lease });
        var body = new EndingBody(lease);

        var error = await Assert.ThrowsAsync<StorageException>(() =>
            guarded.Writer!.PutAsync(new(new(ObjectKey.From("k"), ObjectMetadata.None), body), Token));

        Assert.Equal(StorageErrorKind.LeaseLost, error.Kind);
        Assert.Null(_memory.Find("k"));
        Assert.Equal(1, body.Written);
    }

    [Fact]
    public async Task A_completion_is_not_sent_again_after_a_lost_answer()
    {
        var faulty = new FaultyStore(_memory).After(StoreOperation.Complete);
        var guarded = new GuardedStore(faulty, Options());
        var key = ObjectKey.From("k");
        var id = (await guarded.Multipart!.InitiateAsync(new(key, ObjectMetadata.None), Token)).UploadId;
        var part = await guarded.Multipart.UploadPartAsync(new(key, id, 1, 0, new MemoryBody(new byte[1])), Token);

        await Assert.ThrowsAsync<StorageException>(() => guarded.Multipart.CompleteAsync(key, id, [part], Token));

        Assert.Equal(1, _memory.Requests(StoreOperation.Complete));
    }

    [Fact]
    public async Task A_body_that_stands_still_is_cut()
    {
        var time = new FakeTimeProvider();
        using var watch = new StallWatch(Options() with { Time = time }, new(time), TimeSpan.FromMinutes(1), Token);

        var reading = watch.ReadAsync(new NeverStream(), new byte[10], Token).AsTask();
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(StorageErrorKind.Transient, (await Assert.ThrowsAsync<StorageException>(() => reading)).Kind);
    }

    [Theory]
    [InlineData(StorageErrorKind.Unreachable)]
    [InlineData(StorageErrorKind.Throttled)]
    public async Task A_body_that_brings_nothing_for_ever_ends_with_its_reason(StorageErrorKind kind)
    {
        _memory.Seed("k", [1, 2, 3]);
        var time = new NapTime();
        var options = Options() with { Time = time, NextDouble = () => 0.5, StallTimeout = TimeSpan.FromHours(1), AnswerTimeout = TimeSpan.FromHours(1) };
        await using var body = await new GuardedStore(new BreakingStore(_memory, kind), options).Reader.OpenAsync(new(ObjectKey.From("k")), Token);

        var error = await Assert.ThrowsAsync<StorageException>(() => body.Content.ReadExactlyAsync(new byte[3], Token).AsTask());

        Assert.Equal(kind, error.Kind);
        Assert.InRange(time.Passed, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Throttling_lowers_the_requests_at_once()
    {
        var guarded = new GuardedStore(new FaultyStore(_memory).Before(StoreOperation.Head, StorageErrorKind.Throttled), Options());

        await guarded.Reader.HeadAsync(ObjectKey.From("k"), Token);

        Assert.InRange(guarded.ConcurrencyLimit, 1, 3);
    }

    private static async Task<List<string>> KeysAsync(GuardedStore store, CancellationToken? stop = null)
    {
        var keys = new List<string>();
        await foreach (var page in store.Reader.ListAsync(new(default), stop ?? Token))
        {
            keys.AddRange(page.Entries.Select(entry => entry.Key.ToString()));
        }

        return keys;
    }

    private static GuardOptions Options() => new() { Side = TransferSide.Destination, NextDouble = () => 0 };

    /// <summary>The lease ends after its first bytes.</summary>
    private sealed class EndingBody(TestLease lease) : UploadBody
    {
        public int Written { get; private set; }

        public override long Length => 2;

        public override async Task WriteToAsync(Stream destination, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(new byte[1], CancellationToken.None);
            Written++;
            lease.End();
            await destination.WriteAsync(new byte[1], CancellationToken.None);
            Written++;
        }
    }

    /// <summary>Its bodies are opened and never give a byte.</summary>
    private sealed class BreakingStore(IObjectStore inner, StorageErrorKind kind) : SourceStore(inner)
    {
        public override async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
        {
            var body = await Inner.OpenAsync(request, cancellationToken);
            return new(body.Info, new BreakingStream(kind), body.Length, body.DisposeAsync);
        }
    }

    private sealed class BreakingStream(StorageErrorKind kind) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new StorageException(kind, "not now");
    }

    private sealed class NeverStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
    }
}
