using OssTransfer.Storage;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Transfer.Listings;

/// <summary>
/// A reader that asks for its listing in several ranges of keys at once while its consumer waits, and delivers it in the order of keys: but for the time
/// that it takes, it is like one stream.
/// </summary>
public sealed class RangedReader : IObjectReader
{
    private readonly IObjectReader _inner;
    private readonly ListAheadOptions _options;
    private readonly Func<int> _limit;
    private readonly Func<long> _wanted;
    private readonly TimeProvider _time;

    private RangedReader(IObjectReader inner, ListAheadOptions options, Func<int> limit, Func<long> wanted, TimeProvider time) =>
        (_inner, _options, _limit, _wanted, _time) = (inner, options, limit, wanted, time);

    /// <summary>The store's reader, reading ahead where its listing may begin after any key.</summary>
    /// <param name="store">The store; a guarded one says how many requests it takes.</param>
    /// <param name="options">How far.</param>
    /// <param name="time">The clock.</param>
    /// <param name="wanted">How many more keys are probably taken at the moment: no more are read ahead. Null: unknown.</param>
    public static IObjectReader Of(IObjectStore store, ListAheadOptions options, TimeProvider time, Func<long>? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var guarded = store as GuardedStore;
        return store.Traits is { KeyOrder: KeyOrder.Utf8Bytes, ListsAfterAnyKey: true } && options.Streams > 1
            ? new RangedReader(store.Reader, options, () => guarded?.ListingsAtOnce ?? options.Streams, wanted ?? (() => long.MaxValue), time)
            : store.Reader;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Delimiter is null
            ? new RangedListing(_inner, request, _options, _limit, _wanted, _time).PagesAsync(cancellationToken)
            : _inner.ListAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => _inner.HeadAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => _inner.OpenAsync(request, cancellationToken);
}
