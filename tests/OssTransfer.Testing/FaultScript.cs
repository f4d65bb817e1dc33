using OssTransfer.Storage;

namespace OssTransfer.Testing;

/// <summary>The faults to come, and what each does to a call. A call meets at most one fault: the first that matches, in the order they were added.</summary>
internal sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    public int Left
    {
        get
        {
            lock (_gate)
            {
                return _faults.Count(fault => fault.TimesLeft > 0);
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    public async Task<T> RunAsync<T>(StoreOperation operation, ObjectKey key, Func<Fault?, Task<T>> effect, CancellationToken cancellationToken)
    {
        var fault = Take(operation, key);
        if (fault?.Gate is { } gate)
        {
            await gate.PassAsync(cancellationToken);
        }

        if (fault?.Kind == FaultKind.Before)
        {
            throw fault.Exception!;
        }

        var result = await effect(fault);
        if (fault?.Kind == FaultKind.After)
        {
            await ReleaseAsync(result);
            throw fault.Exception!;
        }

        return result;
    }

    private static ValueTask ReleaseAsync<T>(T result) => result is IAsyncDisposable body ? body.DisposeAsync() : ValueTask.CompletedTask;

    private Fault? Take(StoreOperation operation, ObjectKey key)
    {
        lock (_gate)
        {
            return _faults.Find(fault => fault.Hits(operation, key));
        }
    }
}
