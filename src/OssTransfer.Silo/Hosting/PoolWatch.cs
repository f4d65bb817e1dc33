using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// Keeps the thread pool answering while its threads wait in calls that can't be cancelled, as those to a disk that is gone: by itself it adds one or two
/// threads per second, and a silo that is silent for as long as that takes is dead to the others.
/// </summary>
internal sealed class PoolWatch(ILogger<PoolWatch> logger, Func<int>? waiting = null) : IHostedService, IDisposable
{
    private const int FewestMore = 16;
    private const int MostThreads = 2048;
    private const int QuietTurns = 240;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ManualResetEvent _stop = new(false);
    private readonly ManualResetEvent _answered = new(false);
    private Thread? _thread;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not of the pool, which is what it watches.
        _thread = new(Watch) { IsBackground = true, Name = "pool-watch" };
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        _answered.Dispose();
        _stop.Dispose();
    }

    private void Watch()
    {
        ThreadPool.GetMinThreads(out var least, out var leastForIo);
        var quiet = 0;
        while (!_stop.WaitOne(Interval))
        {
            if (HasWaiting() && !Answers())
            {
                quiet = 0;

                // A machine that is only busy is not helped by more threads.
                if ((waiting ?? WaitingInKernel)() * 2 >= ThreadPool.ThreadCount)
                {
                    AddThreads();
                }
            }
            else if (++quiet == QuietTurns)
            {
                ThreadPool.SetMinThreads(least, leastForIo);
            }
        }

        ThreadPool.SetMinThreads(least, leastForIo);
    }

    // Where nothing waits for a thread none is missing, and no thread is woken to prove it.
    private static bool HasWaiting() => ThreadPool.PendingWorkItemCount > 0;

    private bool Answers()
    {
        _answered.Reset();
        ThreadPool.UnsafeQueueUserWorkItem(static answered => Answer(answered), _answered, preferLocal: false);
        return _answered.WaitOne(Interval * 2);
    }

    private static void Answer(ManualResetEvent answered)
    {
        try
        {
            answered.Set();
        }
        catch (ObjectDisposedException)
        {
            // Asked just before the end.
        }
    }

    /// <summary>Threads of this process that nothing but the kernel can wake, as those that wait for a disk.</summary>
    private static int WaitingInKernel()
    {
        try
        {
            return Directory.EnumerateDirectories("/proc/self/task").Count(thread => StateOf(File.ReadAllText(Path.Combine(thread, "stat"))) == 'D');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A thread has just ended; the next turn counts again.
            return 0;
        }
    }

    // Behind the name in brackets, which may be anything.
    private static char StateOf(string stat) => stat[stat.LastIndexOf(')') + 2];

    private void AddThreads()
    {
        var threads = ThreadPool.ThreadCount;
        var more = Math.Min(MostThreads, threads + Math.Max(FewestMore, threads / 2));
        ThreadPool.GetMinThreads(out var least, out var leastForIo);
        if (more > least && ThreadPool.SetMinThreads(more, leastForIo))
        {
            HostingLog.PoolGrows(logger, threads, more);
        }
    }
}
