using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>A job as the silo of a home shows it by its API: what <c>osstransfer status</c> asks for, without a process for every question.</summary>
internal static class JobWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Null while no silo of this home can tell.</summary>
    public static async Task<JobView?> TryReadAsync(string home, string jobId)
    {
        var cancel = TestContext.Current.CancellationToken;
        try
        {
            var silo = JsonSerializer.Deserialize(
                await File.ReadAllTextAsync(Path.Combine(home, "conf", "api.json"), cancel), ContractsJson.Default.RunningSilo)!;
            var token = (await File.ReadAllTextAsync(Path.Combine(home, "conf", "token"), cancel)).Trim();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(silo.Url), ApiRoutes.Job(jobId)));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await Http.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode
                ? JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(cancel), ContractsJson.Default.JobView) : null;
        }
        catch (Exception e) when (
            e is IOException or JsonException or HttpRequestException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // It isn't there yet or not any more.
            return null;
        }
    }

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
