using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Notices;

/// <summary>Makes a message's text, with the first of what failed where that is still known.</summary>
internal sealed class NoticeWriter(IJobService jobs, GrainsOptions options, NoticeOptions notices, TimeProvider time, ILogger<NoticeWriter> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The text, and what failed first.</summary>
    public async Task<(NoticeMail Text, IReadOnlyList<FailureLine> Failures)> WriteAsync(Notice notice, int merged, CancellationToken cancellationToken)
    {
        var failures = notice is { JobId: { } jobId, Numbers.Flaws: > 0 } ? await FailuresAsync(jobId, notice.Run, cancellationToken) : [];
        return (NoticeText.Of(notice, new()
        {
            Machine = options.SiloName,
            Advise = notices.Advise,
            Zone = notices.Zone,
            Failures = failures,
            Merged = merged,
        }), failures);
    }

    private async Task<IReadOnlyList<FailureLine>> FailuresAsync(string jobId, int? run, CancellationToken cancellationToken)
    {
        var failures = new List<FailureLine>();
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await jobs.FailuresAsync(jobId, either.Token) is { } lines)
            {
                await foreach (var line in lines.WithCancellation(either.Token))
                {
                    // The next run may have begun meanwhile.
                    if (line.Run != run || failures.Count == NoticeText.MostFailures)
                    {
                        break;
                    }

                    failures.Add(line);
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It goes without, or with those that were found.
            Log.FailuresUnreadable(logger, jobId, exception.Message);
        }

        return failures;
    }
}
