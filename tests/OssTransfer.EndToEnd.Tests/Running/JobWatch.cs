using System.Diagnostics;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>A job as the silo of a home shows it.</summary>
internal static class JobWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Null while no silo of this home can tell.</summary>
    public static async Task<JobView?> TryReadAsync(string home, string jobId) => await SiloApi.TryGetAsync(home, ApiRoutes.Job(jobId)) is { } answer
        ? JsonSerializer.Deserialize(answer, ContractsJson.Default.JobView) : null;

    /// <summary>Asks until the job is as wanted. What ends that is a job that stays as it is for so long, however slow the machine is.</summary>
    public static async Task<JobView> UntilAsync(string home, string jobId, Func<JobView, bool> wanted, TimeSpan patience)
    {
        using var timer = new PeriodicTimer(Interval);
        var (last, since) = ((JobView?)null, Stopwatch.StartNew());
        do
        {
            if (await TryReadAsync(home, jobId) is { } job)
            {
                if (wanted(job))
                {
                    return job;
                }

                if (last is null || Progress(job) != Progress(last))
                {
                    (last, since) = (job, Stopwatch.StartNew());
                }
            }

            Assert.True(
                since.Elapsed < patience,
                $"The job '{jobId}' stays as it is for {patience.TotalSeconds:0} s: {JsonSerializer.Serialize(last, ContractsJson.Default.JobView!)}");
        }
        while (await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));

        throw new InvalidOperationException();
    }

    private static (string, int, ObjectNumbers, ByteNumbers, CheckNumbers?) Progress(JobView job) => (job.State, job.Run, job.Objects, job.Bytes, job.Check);
}
