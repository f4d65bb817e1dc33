using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>
/// Performs the actions of one large object, one at a time;
/// what they bring is stored by the caller before the next one, so that any machine can go on after any crash:
/// <code>while (LargeObjectPlan.Next(state) is not Finished) state = store(LargeObjectPlan.Apply(state, await transfer.ActAsync(state, next)))</code>
/// Cancellation and the end of the lease leave everything as it is; nothing is aborted but by <see cref="LargeObjectAction.Abort"/>.
/// </summary>
public sealed class LargeObjectTransfer
{
    private readonly TransferContext _context;
    private readonly TransferItem _item;
    private readonly EngineWork _work;
    private readonly Permits _parts;
    private readonly int _partsAtOnce;
    private readonly Action<PartOutcome>? _moved;

    internal LargeObjectTransfer(
        TransferContext context, TransferItem item, EngineWork work, Permits parts, int partsAtOnce, Action<PartOutcome>? moved)
    {
        _context = context;
        _item = item;
        _work = work;
        _parts = parts;
        _partsAtOnce = partsAtOnce;
        _moved = moved;
    }

    /// <summary>Performs the action that <see cref="LargeObjectPlan.Next"/> named for this state.</summary>
    /// <param name="state">As stored.</param>
    /// <param name="action">What to do; for <see cref="LargeObjectAction.MoveParts"/> any of the missing numbers.</param>
    /// <param name="cancellationToken">Stops as soon as possible and leaves the upload as it is.</param>
    public async Task<LargeObjectEvent> ActAsync(LargeObjectState state, LargeObjectAction action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(action);
        using var trace = TransferTraces.Step(_context, _item, action.GetType().Name);
        return action switch
        {
            LargeObjectAction.Start start => await StartAsync(start.Generation, state.Unsliced, cancellationToken),
            LargeObjectAction.MoveParts parts =>
                new LargeObjectEvent.PartsTried(state.Generation, await MovePartsAsync(state.Upload!, parts.Numbers, cancellationToken)),
            LargeObjectAction.MoveWhole => await MoveUnknownLengthAsync(state.Upload!, state.LeftWrites, cancellationToken),
            LargeObjectAction.Prepare => await CompletionOf(state).PrepareAsync(cancellationToken),
            LargeObjectAction.Complete => await CompletionOf(state).RunAsync(state.Completing!, cancellationToken),
            LargeObjectAction.Abort abort => await AbortAsync(abort.UploadId, cancellationToken),
            _ => throw new ArgumentException("nothing is left to do", nameof(action)),
        };
    }

    /// <summary>Looks at both sides and starts an upload, or ends: found equal, conflict, gone, moved in one request because it has shrunk.</summary>
    public Task<LargeObjectEvent> StartAsync(int generation, CancellationToken cancellationToken) => StartAsync(generation, null, cancellationToken);

    private Task<LargeObjectEvent> StartAsync(int generation, SourceVersion? unsliced, CancellationToken cancellationToken) =>
        new LargeObjectStart(_context, _item, _work).RunAsync(generation, unsliced, cancellationToken);

    /// <summary>
    /// Moves these parts, several at a time. Once one of them shows that the upload can't be finished, those not begun stay <see cref="PartResult.NotMoved"/>;
    /// so do those that a cancellation cut.
    /// </summary>
    /// <returns>In the order of the numbers.</returns>
    public async Task<IReadOnlyList<PartOutcome>> MovePartsAsync(MultipartUpload upload, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(numbers);
        PartOutcome[] outcomes = [.. numbers.Select(number => new PartOutcome(number, PartResult.NotMoved))];
        var isOver = false;
        await UntilStopped.ForAsync(numbers.Count, _partsAtOnce, _parts, _context.Network, MoveAsync, _work.Time, cancellationToken);
        return outcomes;

        async Task MoveAsync(int i, CancellationToken cut)
        {
            if (Volatile.Read(ref isOver))
            {
                return;
            }

            outcomes[i] = await new PartTransfer(_context, _item, upload, _work.Contents).RunAsync(numbers[i], cut);
            switch (outcomes[i].Result)
            {
                case PartResult.Moved:
                    _moved?.Invoke(outcomes[i]);
                    break;
                case not PartResult.NotMoved:
                    Volatile.Write(ref isOver, true);
                    break;
            }
        }
    }

    /// <summary>Moves a whole body of unknown length and completes it. May take long; repeating it begins at the first byte with the same upload.</summary>
    private Task<LargeObjectEvent> MoveUnknownLengthAsync(MultipartUpload upload, bool leftWrites, CancellationToken cancellationToken) =>
        new WholeTransfer(_context, _item, upload, _work, OverwriteOf(upload, leftWrites)).RunAsync(cancellationToken);

    /// <summary>The last two steps: looks what the destination holds; then joins exactly these parts, or finds out what became of that.</summary>
    private Completion CompletionOf(LargeObjectState state) =>
        new(_context, _item, state.Upload!, state.Parts, _work, OverwriteOf(state.Upload!, state.LeftWrites));

    private OverwriteCheck OverwriteOf(MultipartUpload upload, bool leftWrites) => new(_context, _item, upload.Version, leftWrites);

    /// <summary>Aborts an upload of ours. One that can't be aborted is left to the destination: it holds up nothing here.</summary>
    public async Task<LargeObjectEvent> AbortAsync(string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await _context.Destination.Multipart!.AbortAsync(_item.DestinationKey, uploadId, cancellationToken);
            return new LargeObjectEvent.Aborted();
        }
        catch (StorageException e)
        {
            var failure = TransferFailure.From(TransferSide.Destination, e);
            return failure.EndsNothing ? new LargeObjectEvent.Interrupted(failure, 0) : new LargeObjectEvent.Aborted();
        }
    }
}
