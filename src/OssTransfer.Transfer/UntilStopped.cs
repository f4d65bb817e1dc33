using OssTransfer.Storage;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Transfer;

/// <summary>Work on many things at once, in places shared with other work, that a stop ends early without losing what it had begun.</summary>
internal static class UntilStopped
{
    /// <summary>What is under way at a stop may still end by itself for this long, so that it needn't be done again; the lease ends it earlier.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Work that goes on this long after it was cut waits for a disk that is gone: it keeps its memory, but its place goes to other work.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Works on numbers 0 to <paramref name="count"/>, exclusive, each in one of the places, and no more at once than the network carries. A stop begins
    /// nothing new, and cuts what is under way after a few seconds. Returns when nothing is under way but what does not hear of that, which is left behind;
    /// what was not done is left as it is.
    /// </summary>
    public static async Task ForAsync(
        int count, int atOnce, Permits places, NetworkGate? network, Func<int, CancellationToken, Task> work, TimeProvider time, CancellationToken stop)
    {
        using var cut = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var stopping = stop.UnsafeRegister(
            _ =>
            {
                cut.CancelAfter(Grace);
                over.CancelAfter(Grace + StopTimeout);
            },
            null);
        try
        {
            await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop }, async (i, _) =>
            {
                // The network first: work that waits for it takes no place from other jobs.
                await (network?.EnterAsync(stop) ?? default);
                try
                {
                    await InPlaceAsync(i);
                }
                finally
                {
                    network?.Exit();
                }
            });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller sees which ones have ended.
        }

        async Task InPlaceAsync(int i)
        {
            await places.TakeAsync(stop);
            try
            {
                await work(i, cut.Token).WaitAsync(over.Token);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
