using OssTransfer.Storage;
using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Memory;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;
using OssTransfer.Transfer.Proof;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer;

/// <summary>
/// Moves many objects at once, bounded in objects and bytes of memory over everything this process does. One for a silo.
/// All that goes wrong with an object is its outcome; what is thrown is cancellation or a mistake of the caller.
/// </summary>
public sealed class TransferEngine
{
    private readonly EngineOptions _options;
    private readonly Permits _objects;
    private readonly Permits _parts;
    private readonly EngineWork _work;

    /// <summary>An engine with its own memory.</summary>
    public TransferEngine(EngineOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ObjectsInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PartsInFlight, 1);
        _options = options;
        _objects = new(options.ObjectsInFlight);
        Memory = new(options.MemoryBytes, time);
        _parts = new(options.PartsInFlight);
        var contents = new ContentReader(Memory, new Md5Hasher());
        _work = new(contents, new ReadBack(contents, options.PartsInFlight), time ?? TimeProvider.System);
    }

    /// <summary>What it may use.</summary>
    public EngineOptions Options => _options;

    /// <summary>The memory that bodies lie in.</summary>
    public MemoryBudget Memory { get; }

    /// <summary>
    /// Whether an object must go in parts, in durable steps: it is larger than one part, or of unknown size, and the destination takes parts.
    /// </summary>
    public static bool IsLarge(TransferContext context, long? size)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Destination.Multipart is not null
            && (size is null || (size > context.Options.PartBytes && !context.CanCopy(size)) || size > context.Destination.Traits.MaxPutBytes);
    }

    /// <summary>Whether what was seen of a destination is too old to write by; never, where it isn't said when.</summary>
    public static bool IsStale(DateTimeOffset? seenAt, TimeProvider time) => ObjectRules.IsStale(seenAt, time);

    /// <summary>
    /// Moves objects that go in one request (<see cref="IsLarge"/> is false). The outcomes stand in the order of the items.
    /// Those not begun because another one met a failure that is fatal for the job, and those cut by the end of the lease or by cancellation, are
    /// <see cref="OutcomeKind.None"/>: what had ended by then is not lost.
    /// </summary>
    /// <param name="context">The stores and what holds for all objects.</param>
    /// <param name="items">The objects.</param>
    /// <param name="ended">
    /// Told of each outcome as soon as it is there, in any order and several at once, and of what was cut, which may have sent something, and how long it
    /// took, where a board measures that; null: not needed.
    /// </param>
    /// <param name="cancellationToken">Begins nothing new, and cuts what is under way after a few seconds.</param>
    public Task<IReadOnlyList<TransferOutcome>> MoveAsync(
        TransferContext context, IReadOnlyList<TransferItem> items, Action<TransferOutcome, TimeSpan?>? ended, CancellationToken cancellationToken) =>
        WorkAsync(context, items, item => new ObjectTransfer(context, item, _work), ended, cancellationToken);

    /// <summary>
    /// Compares objects on both sides, whatever their size, and writes nothing. Outcomes, stops and cancellation are as in <see cref="MoveAsync"/>.
    /// </summary>
    public Task<IReadOnlyList<TransferOutcome>> CompareAsync(
        TransferContext context,
        IReadOnlyList<TransferItem> items,
        ComparisonDepth depth,
        Action<TransferOutcome, TimeSpan?>? ended,
        CancellationToken cancellationToken) =>
        WorkAsync(context, items, item => new ObjectComparison(context, item, depth, _work), ended, cancellationToken);

    /// <summary>The steps of one object for which <see cref="IsLarge"/> is true. Cheap: make one per step, or keep it.</summary>
    /// <param name="context">The job's.</param>
    /// <param name="item">The object.</param>
    /// <param name="moved">Hears of each part as soon as it has been moved, on any thread: a step that moves many may take long. Null: not needed.</param>
    public LargeObjectTransfer Large(TransferContext context, TransferItem item, Action<PartOutcome>? moved = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(item);
        return new(context, item, _work, _parts, _options.PartsInFlight, moved);
    }

    /// <summary>Reads an object again and compares it with the digest of what was sent. Several may run at once; memory bounds them.</summary>
    public Task<ContentCheck> ReadBackAsync(
        IObjectStore store, ObjectKey key, long? size, ContentDigest sent, ObjectFlight? flight, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return ReadBackAsync(CountedReader.OfOnly(store.Reader, flight), key, size, sent, cancellationToken);
    }

    /// <summary>Reads both sides again, whatever is recorded or published. Several may run at once; memory bounds them.</summary>
    public async Task<ContentCheck> CompareContentAsync(TransferContext context, TransferItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(item);
        ContentDigest digest;
        long size;
        try
        {
            // Another version by now says nothing of the one that was moved.
            var version = SourceVersion.Of(item);
            var info = await SourceHeaders.AskAsync(context.Source.Reader, item.SourceKey, version, cancellationToken) ?? throw ObjectRules.NotThere();
            version.Check(info);
            (digest, size) = await _work.ReadBack.DigestAsync(
                CountedReader.Of(context.Source.Reader, item.Flight), item.SourceKey, version.Seen(info), context.Options.PartBytes, cancellationToken);
        }
        catch (StorageException e)
        {
            return ContentCheck.Failed(TransferSide.Source, e);
        }

        return await ReadBackAsync(
            CountedReader.OfSecond(context.Destination.Reader, item.Flight), item.DestinationKey, size, digest, cancellationToken);
    }

    private async Task<ContentCheck> ReadBackAsync(
        IObjectReader store, ObjectKey key, long? size, ContentDigest sent, CancellationToken cancellationToken)
    {
        try
        {
            return new(await _work.ReadBack.CheckAsync(store, key, size, sent, cancellationToken));
        }
        catch (StorageException e)
        {
            return ContentCheck.Failed(TransferSide.Destination, e);
        }
    }

    private async Task<IReadOnlyList<TransferOutcome>> WorkAsync(
        TransferContext context,
        IReadOnlyList<TransferItem> items,
        Func<TransferItem, IObjectWork> workOn,
        Action<TransferOutcome, TimeSpan?>? ended,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(items);
        var outcomes = new TransferOutcome?[items.Count];
        var isOver = false;
        await UntilStopped.ForAsync(items.Count, _options.ObjectsInFlight, _objects, context.Network, WorkOnAsync, _work.Time, cancellationToken);
        return [.. outcomes.Select((outcome, i) => outcome ?? new(items[i].Index, OutcomeKind.None))];

        async Task WorkOnAsync(int i, CancellationToken cut)
        {
            if (Volatile.Read(ref isOver))
            {
                return;
            }

            TransferOutcome outcome;
            using var trace = TransferTraces.Object(context, items[i]);
            var flight = context.Board?.Begin(items[i].SourceKey, items[i].Size);
            TimeSpan? took = null;
            var work = workOn(flight is null ? items[i] : items[i] with { Flight = flight });
            try
            {
                outcome = await work.RunAsync(cut);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A mistake in the program must not take the other objects of the batch with it.
                outcome = work.SoFar with { Kind = OutcomeKind.Failed, Failure = TransferFailure.OfProgram(e) };
            }
            finally
            {
                if (flight is not null)
                {
                    took = context.Board!.Leave(flight);
                }
            }

            TransferTraces.End(trace, outcome);
            outcomes[i] = outcome;
            ended?.Invoke(outcome, took);
            if (outcome.Failure is { IsFatalForJob: true } or { Kind: StorageErrorKind.LeaseLost })
            {
                Volatile.Write(ref isOver, true);
            }
        }
    }
}
