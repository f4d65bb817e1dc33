using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Registry;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>Calls to job grains of a cluster: those of a job can be left without an answer, as by a silo that hangs.</summary>
public sealed class JobCalls : IIncomingGrainCallFilter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource> _hung = [];
    private int _waited;
    private int _toDirectory;

    /// <summary>Calls that were left without an answer.</summary>
    public int Waited => Volatile.Read(ref _waited);

    /// <summary>Calls to the registry of jobs.</summary>
    public int ToDirectory => Volatile.Read(ref _toDirectory);

    /// <summary>From now on no call to the job's grain is worked on.</summary>
    public void Hang(string jobId)
    {
        lock (_gate)
        {
            _hung.TryAdd(jobId, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    /// <summary>All that waited is worked on, and whatever comes.</summary>
    public void Wake(string jobId)
    {
        lock (_gate)
        {
            if (_hung.Remove(jobId, out var gate))
            {
                gate.SetResult();
            }
        }
    }

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is IJobRegistryGrain)
        {
            Interlocked.Increment(ref _toDirectory);
        }

        if (context.Grain is IJobGrain && Gate(context.TargetId.Key.ToString()!) is { } gate)
        {
            Interlocked.Increment(ref _waited);
            await gate.Task;
        }

        await context.Invoke();
    }

    private TaskCompletionSource? Gate(string jobId)
    {
        lock (_gate)
        {
            return _hung.GetValueOrDefault(jobId);
        }
    }
}
