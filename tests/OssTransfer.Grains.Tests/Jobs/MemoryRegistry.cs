using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>The registry as one job knows it.</summary>
internal sealed class MemoryRegistry : IJobRegistry
{
    /// <summary>What the job said last; null: nothing, or that it is no more.</summary>
    public JobNeed? Need { get; private set; }

    /// <summary>How the job said last that it stands.</summary>
    public JobStatus Status { get; private set; }

    /// <summary>Whether a master is free.</summary>
    public bool HasFreeMaster { get; set; } = true;

    /// <summary>The next call says here that it has come, and is answered only then; null: at once.</summary>
    public (TaskCompletionSource Reached, Task Until)? Next { get; set; }

    public async Task NotifyAsync(JobNeed need, JobStatus status)
    {
        await ComeAsync();
        (Need, Status) = (need, status);
    }

    public Task<bool> StartAsync() => Task.FromResult(HasFreeMaster);

    public async Task ForgetAsync()
    {
        await ComeAsync();
        Need = null;
    }

    private async Task ComeAsync()
    {
        if (Next is var (reached, until))
        {
            Next = null;
            reached.SetResult();
            await until;
        }
    }
}
