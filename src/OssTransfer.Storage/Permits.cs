using System.Diagnostics.CodeAnalysis;

namespace OssTransfer.Storage;

/// <summary>So many at once; later callers wait, first come first served.</summary>
/// <remarks>
/// A <see cref="SemaphoreSlim"/> that is never disposed: disposing it forgets callers that wait: they are never answered, not even when cancelled.
/// There is nothing to free, as its wait handle is never asked for.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Disposing it would leave who waits waiting for ever.")]
public sealed class Permits(int count)
{
    private readonly SemaphoreSlim _free = new(count);

    /// <summary>Takes a permit if one is free; false: none was taken.</summary>
    public bool TryTake() => _free.Wait(0, CancellationToken.None);

    /// <summary>Takes a permit. Every one that was taken is given back by <see cref="Release"/>.</summary>
    /// <exception cref="OperationCanceledException">None was taken.</exception>
    public Task TakeAsync(CancellationToken cancellationToken) => _free.WaitAsync(cancellationToken);

    /// <summary>Takes a permit if one gets free within <paramref name="atMost"/>; false: none was taken.</summary>
    /// <exception cref="OperationCanceledException">None was taken.</exception>
    public Task<bool> TakeAsync(TimeSpan atMost, CancellationToken cancellationToken) => _free.WaitAsync(atMost, cancellationToken);

    /// <summary>Gives one back.</summary>
    public void Release() => _free.Release();
}
