using System.Collections.Concurrent;
using System.Diagnostics;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>A move shard that this silo works on: what its manifest says, ready for the engine, and how far it is.</summary>
internal sealed class WorkingShard : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop;
    private readonly ShardId _writer;
    private readonly LargeObjectState? _window;
    private readonly DateTimeOffset? _firstTaken;
    private readonly ShardJournal _journal;
    private readonly ConcurrentDictionary<int, ObjectFlight> _flights = new();
    private readonly ConcurrentDictionary<int, TimeSpan> _took = new();
    private ShardProgress _progress;

    /// <summary>
    /// A shard to work on, as its grain holds it; with a window, a part shard: which parts it moves of its one object, and of which upload.
    /// </summary>
    public WorkingShard(
        OpenJob job,
        ShardTicket ticket,
        IShardGrain grain,
        ShardContent content,
        LargeObjectState? window,
        FlightBoard board,
        CancellationToken cancellationToken)
    {
        _writer = ticket.Shard.Kind == ShardKind.Part ? ticket.Shard.FinishShard() : ticket.Shard;
        _window = window;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Stopping = _stop.Token;
        Job = job;
        Board = board;
        Trace = Activity.Current?.Context ?? default;
        Ticket = ticket;
        Manifest = ManifestCodec.Decode(content.Manifest);
        _progress = ProgressCodec.Decode(Manifest, content.Progress);
        _firstTaken = content.FirstTakenTicks == 0 ? null : new(content.FirstTakenTicks, TimeSpan.Zero);
        _journal = new(this, grain);
        var before = ShardResult.Of(Manifest, _progress);
        board.End(before.Total, before.BytesEnded ?? 0);
        Items = [.. Manifest.Entries.Select((entry, index) => entry.Action.IsWork() ? ItemOf(entry, index) : null)];
    }

    public OpenJob Job { get; }

    public ShardTicket Ticket { get; }

    public ShardManifest Manifest { get; }

    /// <summary>The attempt, for the traces of its objects.</summary>
    public ActivityContext Trace { get; }

    /// <summary>How far it is, for reports.</summary>
    public FlightBoard Board { get; }

    /// <summary>Ends the work on the shard.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Outcomes that are in no checkpoint yet: the next one takes them.</summary>
    public ConcurrentQueue<TransferOutcome> Ended { get; } = new();

    /// <summary>By index: large objects whose parts are being moved.</summary>
    public ConcurrentDictionary<int, MovingParts> Parts { get; } = new();

    /// <summary>By index of the manifest's entries; null where nothing is moved.</summary>
    public TransferItem?[] Items { get; }

    /// <summary>Objects end here, and each is to be logged, with how long it took. A window of an object's parts ends none.</summary>
    public bool ReportsEnded { get; init => field = value && _window is null; }

    /// <summary>As durable: changed only after the shard's grain has taken it.</summary>
    public ShardProgress Progress
    {
        get
        {
            lock (_gate)
            {
                return _progress;
            }
        }
    }

    /// <summary>Indexes of objects that aren't over, ascending.</summary>
    public IEnumerable<int> Pending => Enumerable.Range(0, Items.Length).Where(index => Items[index] is not null && !IsOver(index));

    /// <summary>The step that a large object stands at; its intent where nothing was done.</summary>
    public LargeObjectState StepOf(int index) => Progress.Large.GetValueOrDefault(index) ?? _window ?? new LargeObjectState { Index = index };

    /// <summary>Whether an object has its outcome; for a part shard, whether its window of the parts needs no more work.</summary>
    public bool IsOver(int index) => Progress.Outcomes[index] is not null || (_window is not null && LargeObjectPlan.IsWindowOver(StepOf(index)));

    /// <summary>Of a part shard: its upload can't be finished.</summary>
    public bool IsUploadLost => _window is not null && StepOf(0) is { Outcome: not null } or { Upload: null };

    /// <summary>A small object has its outcome, or this attempt at it is over.</summary>
    public void End(TransferOutcome outcome, TimeSpan? took)
    {
        if (ReportsEnded && took is { } known)
        {
            _took[outcome.Index] = known;
        }

        Ended.Enqueue(outcome);
        CountEnd(outcome);
    }

    /// <summary>How long an object was worked on in this attempt; null where that isn't known.</summary>
    public TimeSpan? Took(int index) => _took.TryGetValue(index, out var took) ? took : null;

    /// <summary>A large object has its outcome, or this attempt at it is over.</summary>
    public void EndLarge(TransferOutcome outcome)
    {
        EndFlight(outcome.Index);
        CountEnd(outcome);
    }

    /// <summary>A large object is worked on step by step, until <see cref="EndFlight"/>.</summary>
    public ObjectFlight BeginFlight(int index)
    {
        var flight = Board.Begin(Items[index]!.SourceKey, Items[index]!.Size, MovedBefore(index));
        _flights[index] = flight;
        return flight;
    }

    /// <summary>The work on the large object is over here.</summary>
    public void EndFlight(int index)
    {
        if (_flights.TryRemove(index, out var flight))
        {
            var took = Board.Leave(flight);
            if (ReportsEnded)
            {
                _took[index] = took;
            }

            if (_window is not null)
            {
                // The object doesn't end with its window of parts.
                Board.End(0, flight.Moved);
            }
        }
    }

    /// <summary>The object of the step that begins, to be counted from what earlier steps have moved.</summary>
    public TransferItem Stepping(int index)
    {
        var flight = _flights.GetValueOrDefault(index);
        flight?.Begin(MovedBefore(index));
        return Items[index]! with { Flight = flight };
    }

    /// <summary>What the shard's grain has taken.</summary>
    /// <returns>What was known before, and is now.</returns>
    public (ShardProgress Before, ShardProgress After) Apply(byte[] delta)
    {
        lock (_gate)
        {
            var before = _progress;
            _progress = ProgressCodec.Apply(Manifest, before, delta);
            return (before, _progress);
        }
    }

    /// <summary>What the destination shows by now.</summary>
    public void See(int index, DestinationObject? found, DateTimeOffset at)
    {
        var entry = Manifest.Entries[index];
        var isOurs = found is not null && (entry.Destination?.IsSame(found) == true
            ? entry.IsOurs
            : entry.Record?.Owns(found, entry.Source, Job.Source.Traits, Job.Destination.Traits) == true);
        Items[index] = Items[index]! with { Destination = found, IsOurs = isOurs, SeenAt = at, IsUnconfirmed = false };
    }

    /// <summary>Ends the work on the shard, with all its batches.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();

    private void CountEnd(TransferOutcome outcome)
    {
        if (BatchResults.HasEnded(outcome))
        {
            Board.End(1, Manifest.Entries[outcome.Index].Source.Size ?? 0);
        }
    }

    private long MovedBefore(int index) => StepOf(index).Parts.Sum(part => part.Size);

    private TransferItem ItemOf(ManifestEntry entry, int index) => new(
        index,
        Job.Mapping.ToSource(entry.Key, entry.Source),
        Job.Mapping.ToDestination(entry.Key),
        entry.Source.Size,
        entry.Source.LastModified,
        entry.Source.ETag,
        $"{Job.Incarnation:x16}-{_writer.Run}-{_writer.Parent}-{_writer.Number}-{index}")
    {
        Expected = entry.Expected,
        Destination = entry.Destination,
        EvenIfEqual = entry.EvenIfEqual,
        IsOurs = entry.IsOurs,
        OwnETags = entry.Record?.ETags ?? [],
        SeenAt = Manifest.IsCompared ? null : Manifest.SeenAt,
        IsUnconfirmed = entry.Destination is null && !Manifest.SawAll && !Job.Destination.Traits.VouchesForOrder,
        Earlier = EarlierWrites.Join(entry.Record?.Earlier, _progress.EarlierAt(index, entry, _firstTaken)),
        Attempts = _progress.AttemptsAt(index, Manifest),
        Journal = _journal,
    };
}
