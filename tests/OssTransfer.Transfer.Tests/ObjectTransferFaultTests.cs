using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests;

public sealed class ObjectTransferFaultTests
{
    private readonly Crossing _crossing = new();
    private readonly byte[] _content = Content.Of(200_000);

    public ObjectTransferFaultTests() => _crossing.Source.Seed("k", _content);

    [Fact]
    public async Task A_body_that_breaks_off_is_resumed_at_its_offset()
    {
        _crossing.SourceFaults.CutBody(StoreOperation.Open, 70_000);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, false), (outcome.Kind, outcome.SourceUnproven));
        Assert.Equal(_content, _crossing.Arrived("k"));
        Assert.Equal(2, _crossing.Source.Requests(StoreOperation.Open));
        Assert.Equal(_content.Length, _crossing.GuardedSource.Totals.BytesRead);
    }

    [Fact]
    public async Task An_object_replaced_while_its_body_is_broken_off_is_moved_as_it_is_now()
    {
        var now = Content.Of(150_000, seed: 5);
        _crossing.SourceFaults.CutBody(StoreOperation.Open, 70_000);
        var gate = _crossing.SourceFaults.Hold(StoreOperation.Open);

        var moving = _crossing.MoveAsync("k");
        await gate.Reached;
        _crossing.Source.Seed("k", now);
        gate.Release();
        var outcome = await moving;

        Assert.Equal((OutcomeKind.Transferred, 150_000L), (outcome.Kind, outcome.Size));
        Assert.Equal(now, _crossing.Arrived("k"));
    }

    [Theory]
    [InlineData(150_000)]
    [InlineData(20_000_000)]
    public async Task A_source_that_answers_with_an_earlier_version_than_it_lists_is_not_stored(int size)
    {
        var crossing = new Crossing(engine: new() { MemoryBytes = 64 << 20 }) { Options = new() { PartBytes = 8 << 20 } };
        crossing.Source.Seed("k", Content.Of(size));
        var item = crossing.Item("k");
        var listed = item with { ETag = "of-the-next", Size = size + 1, LastModified = item.LastModified!.Value.AddSeconds(1) };

        var outcome = TransferEngine.IsLarge(crossing.Context, size)
            ? await new LargeObjects.LargeObjectDriver(crossing).MoveAsync(listed)
            : await crossing.MoveAsync(listed);

        Assert.Equal((OutcomeKind.Failed, TransferSide.Source), (outcome.Kind, outcome.Failure!.Side));
        Assert.Contains("is behind", outcome.Failure.Reason, StringComparison.Ordinal);
        Assert.Null(crossing.Arrived("k"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_source_that_has_moved_on_since_it_was_listed_is_moved_as_it_is_now(int secondsLater)
    {
        var item = _crossing.Item("k");
        var listed = item with { ETag = "of-the-one-before", Size = 1, LastModified = item.LastModified!.Value.AddSeconds(-secondsLater) };

        Assert.Equal(OutcomeKind.Transferred, (await _crossing.MoveAsync(listed)).Kind);
        Assert.Equal(_content, _crossing.Arrived("k"));
    }

    [Fact]
    public async Task A_put_whose_answer_is_lost_is_repeated_and_counted()
    {
        _crossing.DestinationFaults.After(StoreOperation.Put);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5, 2, 400_000L), (outcome.Kind, outcome.Proof, outcome.ObjectsSent, outcome.BytesSent));
    }

    [Fact]
    public async Task An_answer_with_another_etag_is_held_against_the_object_before_it_is_sent_again()
    {
        _crossing.DestinationFaults.WrongETag(StoreOperation.Put);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5, 1), (outcome.Kind, outcome.Proof, outcome.ObjectsSent));
    }

    [Fact]
    public async Task An_etag_that_always_lies_is_cleared_by_a_question()
    {
        _crossing.DestinationFaults.WrongETag(StoreOperation.Put, times: FaultyStore.Always);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5, 1), (outcome.Kind, outcome.Proof, outcome.ObjectsSent));
        Assert.Equal(1, _crossing.Destination.Requests(StoreOperation.Head));
    }

    [Fact]
    public async Task Where_every_etag_lies_the_content_is_read_back()
    {
        _crossing.DestinationFaults.WrongETag(StoreOperation.Put, times: FaultyStore.Always).WrongETag(StoreOperation.Head, times: 4);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, ProofKind.ReadBack), (outcome.Kind, outcome.Proof));
    }

    [Fact]
    public async Task Content_that_always_arrives_damaged_is_never_called_transferred()
    {
        _crossing.DestinationFaults.Damage(StoreOperation.Put, times: FaultyStore.Always);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, TransferSide.Destination, StorageErrorKind.Damaged), (outcome.Kind, outcome.Failure!.Side, outcome.Failure.Kind));
        Assert.NotNull(outcome.Digest);
    }

    [Fact]
    public async Task Content_that_comes_damaged_from_the_source_is_read_again()
    {
        _crossing.SourceFaults.Damage(StoreOperation.Open);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Transferred, 1), (outcome.Kind, outcome.ObjectsSent));
        Assert.Equal(_content, _crossing.Arrived("k"));
    }

    [Fact]
    public async Task Content_that_always_comes_damaged_is_never_sent()
    {
        _crossing.SourceFaults.Damage(StoreOperation.Open, times: FaultyStore.Always);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, TransferSide.Source, StorageErrorKind.Damaged), (outcome.Kind, outcome.Failure!.Side, outcome.Failure.Kind));
        Assert.Equal((3, 0), (_crossing.Source.Requests(StoreOperation.Open), _crossing.Destination.Requests()));
    }

    [Fact]
    public async Task A_destination_that_keeps_failing_is_tried_five_times()
    {
        _crossing.DestinationFaults.Before(StoreOperation.Put, StorageErrorKind.Transient, times: FaultyStore.Always);

        var outcome = await _crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, TransferSide.Destination, StorageErrorKind.Transient), (outcome.Kind, outcome.Failure!.Side, outcome.Failure.Kind));
        Assert.Equal((5, 1), ((int)_crossing.GuardedDestination.Totals.Requests, _crossing.Source.Requests()));
        Assert.Equal((0, 0L), (outcome.ObjectsSent, outcome.BytesSent));
    }

    [Fact]
    public async Task A_destination_that_refuses_for_a_minute_is_waited_for()
    {
        var time = new NapTime();
        var crossing = new Crossing(time: time);
        crossing.Source.Seed("k", _content);
        var busy = new StorageException(StorageErrorKind.Throttled, "slow down") { RetryAfter = TimeSpan.FromSeconds(10) };
        crossing.DestinationFaults.Before(StoreOperation.Put, busy, times: 6);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal(OutcomeKind.Transferred, outcome.Kind);
        Assert.InRange(time.Passed, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task A_destination_that_refuses_for_ever_fails_after_a_quarter_of_an_hour()
    {
        var time = new NapTime();
        var crossing = new Crossing(time: time);
        crossing.Source.Seed("k", _content);
        crossing.DestinationFaults.Before(StoreOperation.Put, StorageErrorKind.Throttled, times: FaultyStore.Always);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, StorageErrorKind.Throttled), (outcome.Kind, outcome.Failure!.Kind));
        Assert.InRange(time.Passed, TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_failure_that_is_fatal_for_the_job_leaves_the_rest_for_later()
    {
        var crossing = new Crossing(engine: new() { MemoryBytes = 1 << 20, ObjectsInFlight = 1 });
        for (var i = 0; i < 3; i++)
        {
            crossing.Source.Seed($"k{i}", Content.Of(10));
        }

        crossing.DestinationFaults.Before(StoreOperation.Put, StorageErrorKind.Quota, Crossing.Key("k1"));
        var items = Enumerable.Range(0, 3).Select(i => crossing.Item($"k{i}", index: i)).ToList();

        var outcomes = await crossing.Engine.MoveAsync(crossing.Context, items, null, TestContext.Current.CancellationToken);

        Assert.Equal([OutcomeKind.Transferred, OutcomeKind.Failed, OutcomeKind.None], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal([0, 1, 2], outcomes.Select(outcome => outcome.Index));
        Assert.True(outcomes[1].Failure!.IsFatalForJob);
    }

    [Theory]
    [InlineData(StoreOperation.Open, false)]
    [InlineData(StoreOperation.Put, false)]
    [InlineData(StoreOperation.Put, true)]
    public async Task Memory_that_is_used_up_pauses_the_job_and_fails_no_object(StoreOperation operation, bool isWrapped)
    {
        var crossing = new Crossing(engine: new() { MemoryBytes = 1 << 20, ObjectsInFlight = 1 });
        crossing.Source.Seed("k0", Content.Of(10));
        crossing.Source.Seed("k1", Content.Of(10));
        var exception = new InsufficientMemoryException();
        (operation == StoreOperation.Put ? crossing.DestinationFaults : crossing.SourceFaults)
            .Before(operation, isWrapped ? new StorageException(StorageErrorKind.Other, "it broke", exception) : exception);
        var items = Enumerable.Range(0, 2).Select(i => crossing.Item($"k{i}", index: i)).ToList();

        var outcomes = await crossing.Engine.MoveAsync(crossing.Context, items, null, TestContext.Current.CancellationToken);

        var failure = outcomes[0].Failure!;
        Assert.Equal((TransferSide.Local, StorageErrorKind.NoMemory, true), (failure.Side, failure.Kind, failure.IsFatalForJob));
        Assert.Contains("this process has no memory left of the ", failure.Reason, StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.None, outcomes[1].Kind);
    }

    [Fact]
    public async Task A_lease_that_ends_during_a_put_cuts_it_and_the_object_has_not_ended()
    {
        using var lease = new TestLease();
        var crossing = new Crossing(lease: lease);
        crossing.Source.Seed("k", _content);
        var gate = crossing.DestinationFaults.Hold(StoreOperation.Put);

        var moving = crossing.MoveAsync("k");
        await gate.Reached;
        lease.End();
        var outcome = await moving;

        Assert.Equal((OutcomeKind.None, StorageErrorKind.LeaseLost), (outcome.Kind, outcome.Failure!.Kind));
        Assert.Null(crossing.Arrived("k"));
        Assert.Equal(0, crossing.Destination.Requests());
    }

    [Fact]
    public async Task Who_has_no_lease_reads_but_writes_nothing()
    {
        using var lease = new TestLease();
        var crossing = new Crossing(lease: lease);
        crossing.Source.Seed("k", _content);
        lease.End();

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.None, 0), (outcome.Kind, crossing.Destination.Requests()));
    }

    [Fact]
    public async Task A_stop_cuts_what_hangs_gives_its_memory_back_and_keeps_what_had_ended()
    {
        using var cancel = new CancellationTokenSource();
        _crossing.Source.Seed("j", "ended"u8);
        var gate = _crossing.DestinationFaults.Hold(StoreOperation.Put, ObjectKey.From("k"));

        var moving = _crossing.Engine.MoveAsync(_crossing.Context, [_crossing.Item("j"), _crossing.Item("k")], null, cancel.Token);
        await gate.Reached;
        await cancel.CancelAsync();
        var outcomes = await moving;

        Assert.Equal([OutcomeKind.Transferred, OutcomeKind.None], outcomes.Select(outcome => outcome.Kind));
        Assert.True(_crossing.Engine.Memory.RentAsync(_crossing.Engine.Memory.LargestPieceBytes, TestContext.Current.CancellationToken).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_stop_lets_what_was_begun_end_and_begins_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var crossing = new Crossing(engine: new() { MemoryBytes = 8 << 20, ObjectsInFlight = 1 });
        crossing.Source.Seed("j", "begun"u8);
        crossing.Source.Seed("k", "not begun"u8);
        var gate = crossing.DestinationFaults.Hold(StoreOperation.Put);

        var moving = crossing.Engine.MoveAsync(crossing.Context, [crossing.Item("j"), crossing.Item("k")], null, cancel.Token);
        await gate.Reached;
        await cancel.CancelAsync();
        gate.Release();
        var outcomes = await moving;

        Assert.Equal([OutcomeKind.Transferred, OutcomeKind.None], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(1, crossing.Destination.Requests());
    }

    [Fact]
    public async Task Nothing_is_read_while_no_memory_is_free()
    {
        var crossing = new Crossing(engine: new() { MemoryBytes = 4 << 20 });
        crossing.Source.Seed("k", Content.Of(900_000));
        var held = await crossing.Engine.Memory.RentAsync(4 << 20, TestContext.Current.CancellationToken);

        var moving = crossing.MoveAsync("k");
        Assert.Equal((false, 0), (moving.IsCompleted, crossing.GuardedSource.Totals.BytesRead));
        held.Dispose();

        Assert.Equal(OutcomeKind.Transferred, (await moving).Kind);
    }

    [Fact]
    public async Task Many_objects_take_turns_where_the_memory_is_small()
    {
        const int Count = 60;
        var crossing = new Crossing(engine: new() { MemoryBytes = 4 << 20 });
        for (var i = 0; i < Count; i++)
        {
            crossing.Source.Seed($"k{i}", Content.Of(i % 3 == 0 ? 900_000 : 5000 * i, seed: i));
        }

        var items = Enumerable.Range(0, Count).Select(i => crossing.Item($"k{i}", index: i)).ToList();
        var outcomes = await crossing.Engine.MoveAsync(crossing.Context, items, null, TestContext.Current.CancellationToken);

        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Transferred, outcome.Kind));
        Assert.True(crossing.Engine.Memory.RentAsync(4 << 20, TestContext.Current.CancellationToken).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Without_multipart_an_object_of_any_size_is_streamed_in_one_put()
    {
        var crossing = new Crossing(engine: new() { MemoryBytes = 2 << 20 }, hasMultipart: false);
        var content = Content.Of(5_000_001);
        crossing.Source.Seed("k", content);
        crossing.DestinationFaults.CutBody(StoreOperation.Put, 3_000_000);

        var outcome = await crossing.MoveAsync("k");

        Assert.False(TransferEngine.IsLarge(crossing.Context, content.Length));
        Assert.Equal((OutcomeKind.Transferred, ProofKind.Md5, 1, false), (outcome.Kind, outcome.Proof, outcome.ObjectsSent, outcome.SourceUnproven));
        Assert.Equal(8_000_001, outcome.BytesSent);
        Assert.Equal(content, crossing.Arrived("k"));
    }

    [Fact]
    public async Task A_streamed_object_that_comes_damaged_never_becomes_an_object()
    {
        var crossing = new Crossing(engine: new() { MemoryBytes = 2 << 20 }, hasMultipart: false);
        crossing.Source.Seed("k", Content.Of(5_000_001));
        crossing.SourceFaults.Damage(StoreOperation.Open, times: FaultyStore.Always);

        var outcome = await crossing.MoveAsync("k");

        Assert.Equal((OutcomeKind.Failed, TransferSide.Source, StorageErrorKind.Damaged), (outcome.Kind, outcome.Failure!.Side, outcome.Failure.Kind));
        Assert.Null(crossing.Arrived("k"));
    }
}
