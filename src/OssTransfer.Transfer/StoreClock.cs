using OssTransfer.Storage;

namespace OssTransfer.Transfer;

/// <summary>
/// The clocks that times of objects are by. Times of two clocks are compared only where the difference of both to this machine's is known: one that a store
/// has not reported yet is not zero, but unknown.
/// </summary>
public static class StoreClock
{
    /// <summary>A store's clock less this machine's; null: not reported yet. A store without a clock, such as a disk, goes by this machine's.</summary>
    public static TimeSpan? OffsetOf(IObjectStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ClockOffset ?? (store.Traits.ReportsTime ? null : TimeSpan.Zero);
    }

    /// <summary>The destination's clock less the source's; null as long as a store that reports its time hasn't done so.</summary>
    public static TimeSpan? Difference(TransferContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Difference(context.Destination, context.Source);
    }

    /// <inheritdoc cref="Difference(TransferContext)"/>
    public static TimeSpan? Difference(IObjectStore destination, IObjectStore source) => OffsetOf(destination) - OffsetOf(source);

    /// <summary>Has a store report its time that has not done so yet, at the cost of a request. A refusal reports it, too.</summary>
    public static async Task LearnAsync(IObjectStore store, ObjectKey prefix, CancellationToken cancellationToken)
    {
        if (OffsetOf(store) is not null)
        {
            return;
        }

        try
        {
            await foreach (var _ in store.Reader.ListAsync(new(prefix) { PageSize = 1 }, cancellationToken))
            {
                break;
            }
        }
        catch (StorageException exception) when (exception.Kind != StorageErrorKind.LeaseLost)
        {
            // What is wrong shows where the store is used.
        }
    }
}
