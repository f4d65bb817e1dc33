using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Runs.Model;

/// <summary>A job with its master, workers, shards and stores, driven one step at a time; it knows what must be true whatever happens.</summary>
internal sealed class ModelWorld : ICatalogueStore, IShardRows
{
    /// <summary>Objects of this size go in parts that others move.</summary>
    public const int SplitBytes = 3;

    private const int Versions = 5;
    private const int PartsOfUpload = 4;
    private readonly HashSet<(string UploadId, int Number)> _parts = [];
    private int _uploads;
    private readonly Dictionary<ShardId, ModelShard> _shards = [];
    private readonly HashSet<ShardId> _forgotten = [];
    private readonly List<Action> _sent = [];
    private readonly ModelWorker[] _workers;
    private readonly Random _random;

    // What every listing of the present run must have, may have, and whether the two differ from what a listing at rest would give.
    private HashSet<ObjectKey> _stable = [];
    private HashSet<ObjectKey> _ever = [];
    private bool _isMoving;
    private int _run;

    private readonly HashSet<ObjectKey> _proven = [];
    private readonly HashSet<ObjectKey> _overwrittenLate = [];
    private bool _losesRequest;
    private bool _losesAnswer;
    private bool _failsNext;

    public ModelWorld(int seed)
    {
        // The seed only sets the stage; what happens on it is the schedule's.
#pragma warning disable CA5394
        _random = new(seed);
        Source = new(1 + _random.Next(4));
        Destination = new(1 + _random.Next(4));
        for (var i = _random.Next(25); i > 0; i--)
        {
            Source.Put(AnyKey(), _random.Next(Versions), Clock);
        }

        for (var i = _random.Next(6); i > 0; i--)
        {
            Destination.Put(AnyKey(), _random.Next(Versions), Clock);
        }

        Foreign = [.. Destination.Objects.Keys];
        var policy = new RunPolicy(_random.Next(2) == 0, false, _random.Next(2) == 0 ? TimeSpan.FromSeconds(10) : null)
        {
            MaxOpenShards = 1 + _random.Next(5),
            CheckLines = 2,
        };
#pragma warning restore CA5394
        Master = new(this, policy);
        _workers = [new(this, 0), new(this, 1), new(this, 2)];
    }

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public ModelMaster Master { get; }

    public ModelBucket Source { get; }

    public ModelBucket Destination { get; }

    /// <summary>Keys that the destination held before.</summary>
    public HashSet<ObjectKey> Foreign { get; }

    private DateTimeOffset Clock => DateTimeOffset.UnixEpoch + Now;

    public ModelShard Shard(ShardId shard)
    {
        if (!_shards.TryGetValue(shard, out var found))
        {
            _shards[shard] = found = new();
        }

        return found;
    }

    /// <summary>A call on the wire: it or its answer may be lost, and it may arrive again at any time.</summary>
    public T Send<T>(Func<T> call)
    {
        _sent.Add(() => call());
        if (_losesRequest)
        {
            _losesRequest = false;
            throw new AnswerLostException();
        }

        var answer = call();
        if (_losesAnswer)
        {
            _losesAnswer = false;
            throw new AnswerLostException();
        }

        return answer;
    }

    public void Do(byte operation)
    {
        var (what, which) = (operation % 32, operation / 32);
        Now += TimeSpan.FromMilliseconds(10);
        switch (what)
        {
            case < 5: _workers[which % 3].Pull(); break;
            case < 17: _workers[which % 3].Step(which / 3); break;
            case 17: _workers[which % 3].IsFrozen = true; break;
            case 18: _workers[which % 3].IsFrozen = false; break;
            case 19: _workers[which % 3].Crash(); break;
            case 20 when which > 3: Compact(which); break;
            case 20: Master.Crash(); break;
            case 21: Master.FailsNextWrite = true; break;
            case 22: _losesAnswer = true; break;
            case 23: _losesRequest = true; break;
            case 24 or 25: Replay(which); break;
            case 26: Pass(TimeSpan.FromSeconds(1)); break;
            case 27: Pass(TimeSpan.FromSeconds(8)); break;
            case 28: Command(which < 4 ? JobCommand.Pause : JobCommand.Continue); break;
            case 29: Command(which == 7 ? JobCommand.Redo : which == 6 ? JobCommand.RedoAll : JobCommand.Continue); break;
            case 30: _failsNext = true; break;
            default: Mutate(which); break;
        }
    }

    /// <summary>Nothing goes wrong any more: the run must end.</summary>
    public void Drain()
    {
        (_losesAnswer, _losesRequest, _failsNext, Master.FailsNextWrite) = (false, false, false, false);
        Array.ForEach(_workers, worker => worker.IsFrozen = false);
        for (var round = 0; round < 2_000; round++)
        {
            if (Master.State is { Status: JobStatus.Done or JobStatus.Failed or JobStatus.Waiting, Run.ExitCode: not null }
                && _workers.All(worker => worker.IsIdle))
            {
                AssertEnded(Master.State);
                Compact(int.MaxValue);
                AssertEnded(Master.State);
                AssertNothingIsLeft(Master.State);
                return;
            }

            if (Master.State.Status == JobStatus.Paused)
            {
                Master.Command(JobCommand.Continue);
            }

            Pass(TimeSpan.FromMilliseconds(500));
            foreach (var worker in _workers)
            {
                worker.Pull();
                worker.Step(0);
                worker.Step(1);
            }
        }

        Assert.Fail($"The run never ends: {Master.State.Status}, {Master.State.Run}");
    }

    public void StartNextRun()
    {
        if (Master.State.NextPassAt is not null)
        {
            Pass(TimeSpan.FromSeconds(11));
        }
        else
        {
            Master.Command(JobCommand.Redo);
        }
    }

    public void RunStarted(int number)
    {
        if (number != _run)
        {
            (_run, _isMoving) = (number, false);
            (_stable, _ever) = ([.. Source.Objects.Keys], [.. Source.Objects.Keys]);
        }
    }

    public void HandedOut(ShardId shard, int attempt)
    {
        if (shard.Kind == ShardKind.Move)
        {
            Assert.True(shard.Number < Master.State.Run!.List.Shards, "a shard beyond the position was handed out");
            Assert.Equal(Shard(shard).Attempt, attempt);
        }
    }

    public TransferOutcome Transfer(ModelTicket ticket, ManifestEntry entry, int index, DestinationObject? destination, bool isOurs)
    {
        if (Source.Find(entry.Key) is not { } source)
        {
            return new(index, OutcomeKind.Gone) { Size = entry.Source.Size };
        }

        var digest = new ContentDigest(Hash128.Parse(source.ETag), 1, 0);
        var outcome = new TransferOutcome(index, OutcomeKind.Skipped)
        {
            Size = source.Size,
            Source = new(source.Size, source.ETag, source.LastModified),
            DestinationETag = source.ETag,
            Proof = ProofKind.Md5,
            Digest = digest,
        };
        if (destination is not null && destination.ETag == source.ETag)
        {
            return outcome;
        }

        if (destination is not null && !isOurs && destination.LastModified > source.LastModified)
        {
            return new(index, OutcomeKind.Conflict) { Size = source.Size, DestinationETag = destination.ETag };
        }

        if (ticket.Attempt != Shard(ticket.Shard).Attempt || ticket.Shard.Run != _run)
        {
            _overwrittenLate.Add(entry.Key);
        }

        Destination.Put(entry.Key, int.Parse(source.ETag!, System.Globalization.NumberStyles.HexNumber, null), Clock);
        var fails = _failsNext;
        _failsNext = false;
        return fails
            ? new(index, OutcomeKind.Failed)
            {
                Size = source.Size,
                Digest = digest,
                Failure = new(TransferSide.Destination, StorageErrorKind.Transient, "no answer"),
            }
            : outcome with { Kind = OutcomeKind.Transferred, ObjectsSent = 1, BytesSent = source.Size!.Value };
    }

    /// <summary>A new upload of four parts.</summary>
    public MultipartUpload Upload(int generation) => new(generation, $"u{++_uploads}", 1, new(PartsOfUpload, "v", null));

    /// <summary>A part arrives, or the source is found to be another one by now.</summary>
    public PartOutcome MovePart(MultipartUpload upload, int number)
    {
        if (_failsNext)
        {
            _failsNext = false;
            return new(number, PartResult.SourceChanged) { Failure = new(TransferSide.Source, StorageErrorKind.SourceChanged, "changed") };
        }

        _parts.Add((upload.UploadId, number));
        return new(number, PartResult.Moved) { Part = new(number, "e", default, 1), BytesSent = 1 };
    }

    /// <summary>An upload is joined only when every part of that very upload has arrived.</summary>
    public void AssertUploaded(LargeObjectState state)
    {
        Assert.Equal(Enumerable.Range(1, PartsOfUpload), state.Parts.Select(part => part.Number));
        Assert.All(state.Parts, part => Assert.Contains((state.Upload!.UploadId, part.Number), _parts));
    }

    /// <summary>What stands stays, and what is new came from the attempt that has the shard.</summary>
    public void Checkpointed(ModelShard shard, ShardProgress before, bool isAccepted)
    {
        var manifest = ManifestCodec.Decode(shard.Manifest);
        var after = ProgressCodec.Decode(manifest, shard.Progress);
        for (var i = 0; i < manifest.Entries.Count; i++)
        {
            if (before.Outcomes[i] is { } stands)
            {
                Assert.Equal((stands.Kind, stands.DestinationETag), (after.Outcomes[i]!.Kind, after.Outcomes[i]!.DestinationETag));
            }
            else if (after.Outcomes[i] is { } fresh)
            {
                Assert.True(isAccepted);
                if (fresh.Kind is OutcomeKind.Transferred or OutcomeKind.Skipped)
                {
                    _proven.Add(manifest.Entries[i].Key);
                }
            }
        }
    }

    public IReadOnlyList<PlannedSegment> Plan(JobState state)
    {
        var mapping = new KeyMapping("", "");
        var filter = new ObjectFilter(new FilterSpec { Exclude = new(["x**"]) }, Clock);
        var spec = new PlanSpec(mapping, filter, MemoryStore.DefaultTraits, MemoryStore.DefaultTraits)
        {
            SendAll = state.Run!.Mode == RunMode.All,
            Limits = new() { Objects = 3, SplitBytes = SplitBytes },
        };
        var (through, asked) = (state.Run.List.Through, 0);
        var planner = new RunPlanner(spec, new(state.Catalogue, this), new(Destination, mapping));
        var listing = Source.ListAsync(new(default) { From = through is { } key ? ListPosition.After(key) : null }, default);
#pragma warning disable CA5394
        var slice = 3 + _random.Next(6);
#pragma warning restore CA5394
        return Collect(planner.PlanAsync(listing, through, () => ++asked > slice, default));
    }

    /// <summary>Some steps of forgetting what is not needed; whoever takes them may die after any.</summary>
    public void Compact(int steps)
    {
        if (Compaction.Of(Master.State) is not { } compaction)
        {
            return;
        }

        foreach (var _ in Collect(compaction.StepsAsync(this, default).Take(steps)))
        {
            steps--;
        }

        if (steps > 0)
        {
            Guarded(() => Master.Compacted(compaction));
        }
    }

    public Task<IReadOnlyList<SegmentRef>?> FindIndexAsync(int run, int list, int page, CancellationToken cancellationToken) =>
        Task.FromResult(page == 0 && _shards.GetValueOrDefault(new(run, ShardKind.Index, list, 0)) is { Manifest.Length: > 0 } ? ReadIndex(run) : null);

    public Task ForgetAsync(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        Assert.True(shards.Count <= Compaction.StepShards);
        Assert.All(shards, shard => Assert.NotEqual(Master.State.Run!.Number, shard.Run));
        foreach (var shard in shards)
        {
            _shards.Remove(shard);
            _forgotten.Add(shard);
        }

        return Task.CompletedTask;
    }

    /// <summary>What is stored is of the present run, or the catalogue names it; what a word that came late stored again is nobody's.</summary>
    private void AssertNothingIsLeft(JobState state)
    {
        var needed = state.WholeCatalogue.Spans.SelectMany(span => ReadIndex(span.Run)).Select(line => line.Shard).ToHashSet();
        var runs = state.WholeCatalogue.Spans.Select(span => span.Run).Append(state.Run!.Number).ToHashSet();
        Assert.Subset(runs, state.PastRuns.Select(past => past.Number).ToHashSet());

        // The workers of the model don't clear part shards behind them.
        Assert.Empty(
            _shards.Where(shard =>
                shard.Value.Manifest.Length > 0 && shard.Key.Kind != ShardKind.Part && !runs.Contains(
                    shard.Key.Run) && !needed.Contains(shard.Key) && !_forgotten.Contains(shard.Key)).Select(shard =>
                    shard.Key));
    }

    public IReadOnlyList<SegmentRef> ReadIndex(int run) => CatalogueIndex.Decode(Shard(new(run, ShardKind.Index, 0, 0)).Manifest);

    public Task<IReadOnlyList<SegmentRef>> ReadIndexAsync(int run, int list, int page, CancellationToken cancellationToken) => Task.FromResult(ReadIndex(run));

    public Task<Segment> ReadSegmentAsync(SegmentRef segment, CancellationToken cancellationToken)
    {
        var shard = Shard(segment.Shard);
        var manifest = ManifestCodec.Decode(shard.Manifest);
        return Task.FromResult(new Segment(segment, manifest, ProgressCodec.Decode(manifest, shard.Progress), shard.FirstTakenTicks));
    }

    /// <summary>At the end of the transfer: every key once, nothing unfinished, sums equal, everything proven remembered.</summary>
    public void AssertAllMoved(JobState state)
    {
        var run = state.Run!;
        Assert.Null(run.Incomplete);
        Assert.True(run.List.IsDone);
        Assert.Empty(run.Open);
        Assert.Empty(run.Parts);
        var (ended, moved, own) = (new List<ObjectKey>(), ShardResult.Empty, 0);
        foreach (var line in run.List.Segments == 0 ? [] : ReadIndex(run.Number).Take(run.List.Segments))
        {
            var segment = ReadSegmentAsync(line, default).GetAwaiter().GetResult();
            if (line.Shard.Run != run.Number)
            {
                ended.AddRange(segment.Records().Where(known => !known.Carried).Select(known => known.Record.Key));
                continue;
            }

            Assert.Equal(own++, line.Shard.Number);
            moved = moved.Add(ShardResult.Of(segment.Manifest, segment.Progress));
            for (var i = 0; i < segment.Manifest.Entries.Count; i++)
            {
                var entry = segment.Manifest.Entries[i];
                Assert.True(entry.Action != EntryAction.Send || segment.Progress.Outcomes[i] is not null, $"{entry.Key} has no outcome");
                if (entry.Action != EntryAction.Carry)
                {
                    ended.Add(entry.Key);
                }
            }
        }

        Assert.Equal(run.List.Shards, own);
        Assert.Equal(JsonSerializer.Serialize(moved, JobStateCodec.Json), JsonSerializer.Serialize(run.Moved, JobStateCodec.Json));
        AssertKeys(run, ended);
        AssertRemembers(state);
    }

    private void AssertKeys(RunState run, List<ObjectKey> ended)
    {
        Assert.Equal(ended.Order().Distinct(), ended);
        Assert.Subset(_ever, ended.ToHashSet());
        Assert.Superset(_stable.Where(key => key.Bytes[0] != 'x').ToHashSet(), ended.ToHashSet());
        Assert.Equal(run.List.Counts.Objects, ended.Count + run.Ended[OutcomeKind.Excluded]);
        Assert.Equal(run.List.Counts.Keys, run.Ended.Keys);
        if (!_isMoving)
        {
            Assert.Equal(_stable.Count, run.List.Counts.Objects);
            Assert.Equal(_stable.Aggregate(default(KeyDigest), (digest, key) => digest.Add(key)), run.List.Counts.Keys);
        }
    }

    private void AssertRemembers(JobState state)
    {
        var reader = new CatalogueReader(state.WholeCatalogue, this);
        var remembered = Collect(reader.ReadAsync(null, default))
            .SelectMany(stretch =>
                ReadSegmentAsync(stretch.Segment, default).GetAwaiter().GetResult().Records().Where(known => stretch.Span.Contains(known.Record.Key)))
            .Select(known => known.Record.Key)
            .ToList();
        Assert.Equal(remembered.Order().Distinct(), remembered);
        Assert.Superset(_proven, remembered.ToHashSet());
    }

    private void AssertEnded(JobState state)
    {
        var run = state.Run!;
        Assert.Equal(RunPhase.Ended, run.Phase);
        Assert.Equal(run.Ended[OutcomeKind.Failed] + run.Ended[OutcomeKind.Conflict] == 0 ? ExitCode.Done : ExitCode.Failures, run.ExitCode);
        Assert.Equal(run.Check?.Shards ?? 0, run.Check?.Result.Objects ?? 0);
        AssertRemembers(state);
        if (_isMoving || run.ExitCode != ExitCode.Done)
        {
            return;
        }

        foreach (var source in Source.Objects.Values.Where(entry => entry.Key.Bytes[0] != 'x' && !_overwrittenLate.Contains(entry.Key)))
        {
            Assert.Equal(source.ETag, Destination.Find(source.Key)?.ETag);
        }
    }

    private void Replay(int which)
    {
        if (_sent.Count > 0)
        {
            try
            {
                _sent[_sent.Count - 1 - Math.Min(_sent.Count - 1, which * which)]();
            }
            catch (AnswerLostException)
            {
                // Nobody waits for it any more.
            }
        }
    }

    private void Pass(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Now += left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
            Guarded(Master.Tick);
            Array.ForEach(_workers, worker => worker.Renew());
        }
    }

    private void Command(JobCommand command) => Guarded(() => Master.Command(command));

    private static void Guarded(Action call)
    {
        try
        {
            call();
        }
        catch (AnswerLostException)
        {
            // The user or the reminder asks again.
        }
    }

    private void Mutate(int which)
    {
        _isMoving = true;
        if (which % 2 == 0 && Source.Objects.Count > 0)
        {
#pragma warning disable CA5394
            var key = Source.Objects.Keys.ElementAt(_random.Next(Source.Objects.Count));
#pragma warning restore CA5394
            Source.Objects.Remove(key);
            _stable.Remove(key);
        }
        else
        {
            var key = AnyKey();
#pragma warning disable CA5394
            Source.Put(key, _random.Next(Versions), Clock);
#pragma warning restore CA5394
            _ever.Add(key);
        }
    }

#pragma warning disable CA5394
    private ObjectKey AnyKey() => ObjectKey.From($"{"abmx"[_random.Next(4)]}{_random.Next(8)}");
#pragma warning restore CA5394

    private static List<T> Collect<T>(IAsyncEnumerable<T> items)
    {
        var all = items.ToListAsync().AsTask();
        Assert.True(all.IsCompleted, "the model's stores answer at once");
        return all.GetAwaiter().GetResult();
    }
}
