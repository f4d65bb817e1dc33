using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Timing;

namespace OssTransfer.Grains.Workers.Pulling;

/// <summary>
/// The jobs that a free worker may ask, as the registry knows them. Workers share one question; while it isn't answered the last answer holds.
/// </summary>
internal sealed class Candidates(IGrainFactory grains, GrainsOptions options, TimeProvider time, ILogger<Candidates> logger)
{
    private readonly Lock _gate = new();
    private Task<string[]>? _asking;
    private string[] _last = [];

    /// <summary>There was no job to ask the last time.</summary>
    public bool AreNone => Volatile.Read(ref _last).Length == 0;

    public async Task<string[]> ReadAsync(CancellationToken cancellationToken)
    {
        Task<string[]> asking;
        lock (_gate)
        {
            asking = _asking is null or { IsCompleted: true } ? _asking = AskAsync() : _asking;
        }

        return await asking.EndsWithinAsync(CallTimeout.OfWorkers, time, cancellationToken) ? await asking : _last;
    }

    private async Task<string[]> AskAsync()
    {
        try
        {
            return _last = await grains.GetGrain<IJobRegistryGrain>(0).CandidatesAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.PullFailed(logger, exception.Message);
            await Task.Delay(options.RenewEvery, time, CancellationToken.None);
            return _last;
        }
    }
}
