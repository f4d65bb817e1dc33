namespace OssTransfer.Storage.Cloud.Http;

/// <summary>Cancels a request that makes no progress, and passes the caller's cancellation on.</summary>
internal sealed class StallTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _link;
    private readonly CancellationToken _caller;

    public StallTimer(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        Limit = limit;
        _caller = caller;
        _source = new CancellationTokenSource(limit, time);
        _link = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public TimeSpan Limit { get; }

    public CancellationToken Token => _source.Token;

    /// <summary>The time ran out, and it wasn't the caller who gave up.</summary>
    public bool Expired => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>A byte moved: the time starts again.</summary>
    public void Progress() => _source.CancelAfter(Limit);

    /// <summary>Starts again with another limit.</summary>
    public void Progress(TimeSpan limit) => _source.CancelAfter(limit);

    public void Dispose()
    {
        _link.Dispose();
        _source.Dispose();
    }
}
