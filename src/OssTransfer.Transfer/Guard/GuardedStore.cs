using OssTransfer.Storage;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Guard;

/// <summary>
/// A store whose requests are repeated, limited, measured and held to the lease (<see cref="StoreGuard.RunAsync"/> has the steps). No store below repeats a
/// failed request. Above, only <c>Completion</c> asks again, after it has looked what became of the first; an object is read or written again by
/// <c>ObjectTransfer</c>, a shard is tried again by its job.
/// </summary>
public sealed class GuardedStore : IObjectStore
{
    private readonly StoreGuard _guard;

    /// <summary>Guards <paramref name="inner"/> and disposes it with itself.</summary>
    public GuardedStore(IObjectStore inner, GuardOptions options)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(options);
        Inner = inner;
        _guard = new(options, inner.Traits.Name);
        Reader = new GuardedReader(inner.Reader, _guard);
        Writer = inner.Writer is { } writer ? new GuardedWriter(writer, _guard) : null;
        Multipart = inner.Multipart is { } multipart ? new GuardedMultipart(multipart, _guard) : null;
        Copier = inner.Copier is { } copier ? new GuardedCopier(copier, _guard) : null;
        Acls = inner.Acls is { } acls ? new GuardedAcls(acls, _guard) : null;
    }

    /// <inheritdoc/>
    public StoreTraits Traits => Inner.Traits;

    /// <inheritdoc/>
    public IObjectReader Reader { get; }

    /// <inheritdoc/>
    public IObjectWriter? Writer { get; }

    /// <inheritdoc/>
    public IMultipartWriter? Multipart { get; }

    /// <inheritdoc/>
    public IObjectCopier? Copier { get; }

    /// <inheritdoc/>
    public IAclReader? Acls { get; }

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => Inner.ClockOffset;

    /// <summary>What went through so far.</summary>
    public StoreTotals Totals => _guard.Meter.Totals;

    /// <summary>What it was waited for so far.</summary>
    public StoreWaits Waits => new(_guard.Meter.Answers.Total, _guard.Meter.Throttled.Total);

    /// <summary>Requests allowed at once at the moment: lower than asked for while the store throttles.</summary>
    public int ConcurrencyLimit => _guard.ConcurrencyLimit;

    /// <summary>The wait for a next try that goes on longest; null: none is worth showing.</summary>
    public StoreWait? LongestWait => _guard.LongestWait;

    /// <summary>
    /// Pages of listings that may be asked for at once at the moment, at least one: so many that other requests find room beside them,
    /// fewer while the store throttles, and no more than a limit of requests per second lets through.
    /// </summary>
    internal int ListingsAtOnce => _guard.ListingsAtOnce;

    internal IObjectStore Inner { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
