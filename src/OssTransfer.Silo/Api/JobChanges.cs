using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>A job for whoever watches: as it is, and again whenever something of it has changed, at most once a second.</summary>
internal sealed class JobChanges(IJobService service, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Ends with the job, with the silo, and with whoever watches.</summary>
    public async IAsyncEnumerable<JobView> OfAsync(JobView job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A silo that stops doesn't wait for those who watch.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(Interval, time);
        var given = Written(job);
        yield return job;
        while (await NextAsync(timer, job.JobId, end.Token) is { } next)
        {
            var written = Written(next);
            if (!written.AsSpan().SequenceEqual(given))
            {
                given = written;
                yield return next;
            }
        }
    }

    private static byte[] Written(JobView job) => JsonSerializer.SerializeToUtf8Bytes(job, ContractsJson.Default.JobView);

    private async Task<JobView?> NextAsync(PeriodicTimer timer, string jobId, CancellationToken cancellationToken)
    {
        try
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            return await service.StatusAsync(jobId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
