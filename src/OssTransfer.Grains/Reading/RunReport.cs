using System.Globalization;
using System.Text;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Reading;

/// <summary>
/// The report of a job's run, file by file. The error lists have a heading a pass, for as many passes as the job keeps where the earlier ones are there; the
/// digest list is that of the run. However many objects there are, one shard's are in memory.
/// </summary>
/// <param name="grains">Where the shards are.</param>
/// <param name="state">The job; the report is of its run.</param>
/// <param name="spec">Its configuration.</param>
/// <param name="source">Facts of its source; null where they are not known, so that its ETags count as no digests.</param>
internal sealed class RunReport(IGrainFactory grains, JobState state, JobSpec spec, StoreTraits? source)
{
    private const string Heading = "# run ";
    private static readonly UTF8Encoding Utf8 = new(false);
    private readonly KeyMapping _mapping = KeyMapping.For(spec);

    /// <summary>Writes all of it.</summary>
    /// <param name="sink">Where to.</param>
    /// <param name="job">The job as its status shows it.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(IReportSink sink, JobView job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reader = new RunReader(grains, state, _mapping);
        await WriteTextAsync(sink, ReportNames.Config, state.Config, cancellationToken);
        var lists = new List<ReportList>();
        foreach (var (name, write) in ListsOf(state.Run, sink, reader, cancellationToken))
        {
            lists.Add(await WriteListAsync(sink, name, write, cancellationToken));
        }

        await WriteTextAsync(sink, ReportNames.Status, ReadableJson.Page(job, ContractsJson.Default.JobView) + "\n", cancellationToken);
        var summary = ReportSummaries.Of(job, spec.Kind, lists, now);
        await WriteTextAsync(sink, ReportNames.Summary, ReadableJson.Page(summary, ContractsJson.Default.ReportSummary) + "\n", cancellationToken);
    }

    /// <summary>The lists that the run has: differences can be used as a list, so that what only the destination has is apart from them.</summary>
    private IEnumerable<(string Name, Func<StreamWriter, Task<long>> Write)> ListsOf(
        RunState? run, IReportSink sink, RunReader reader, CancellationToken cancellationToken)
    {
        if (run is null)
        {
            yield break;
        }

        var moved = run.Compares ? ReportNames.CheckErrors(state.JobId) : ReportNames.TransferErrors(state.JobId);
        yield return Failures(moved, reader.TransferFailuresAsync(cancellationToken));
        if (run is { Compares: false, Check: not null })
        {
            yield return Failures(ReportNames.CheckErrors(state.JobId), reader.CheckFailuresAsync(cancellationToken));
        }

        if (run is { Compares: true, List.Counts.Extras: not null })
        {
            yield return Failures(ReportNames.Extras(state.JobId), reader.ExtrasAsync(cancellationToken));
        }

        if (run is { Compares: true } or { Check: not null })
        {
            yield return (ReportNames.Digests(state.JobId), writer => WriteDigestsAsync(writer, reader, cancellationToken));
        }

        (string Name, Func<StreamWriter, Task<long>> Write) Failures(string name, IAsyncEnumerable<FailureLine> failures) =>
            (name, writer => WriteFailuresAsync(writer, run, sink.EarlierAsync(name, cancellationToken), failures, cancellationToken));
    }

    private async Task<long> WriteFailuresAsync(
        StreamWriter writer, RunState run, IAsyncEnumerable<string> earlier, IAsyncEnumerable<FailureLine> failures, CancellationToken cancellationToken)
    {
        await CopyEarlierRunsAsync(writer, run.Number, earlier, cancellationToken);
        await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{Heading}{run.Number}, started {run.StartedAt:yyyy-MM-ddTHH:mm:sszzz}\n"));
        var count = 0L;
        await foreach (var failure in failures.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(FileListText.Line(failure.Key, failure.Size, failure.Reason) + "\n");
            count++;
        }

        return count;
    }

    /// <summary>The latest of what stands before this run's heading: a report that is written again after a crash has its own heading already.</summary>
    private async Task CopyEarlierRunsAsync(StreamWriter writer, int run, IAsyncEnumerable<string> lines, CancellationToken cancellationToken)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"{Heading}{run},");
        var earlier = lines.TakeWhile(line => !IsHeading(line) || !line.StartsWith(own, StringComparison.Ordinal));
        var dropped = await earlier.CountAsync(IsHeading, cancellationToken) - (JobPolicies.Of(spec).KeepRuns - 1);
        await foreach (var line in earlier.WithCancellation(cancellationToken))
        {
            dropped -= IsHeading(line) ? 1 : 0;
            if (dropped < 0)
            {
                await writer.WriteAsync(line + "\n");
            }
        }
    }

    // A failure's line has tabs, whatever its key begins with.
    private static bool IsHeading(string line) => line.StartsWith(Heading, StringComparison.Ordinal) && !line.Contains('\t', StringComparison.Ordinal);

    private async Task<long> WriteDigestsAsync(StreamWriter writer, RunReader reader, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var record in reader.ProvenAsync(cancellationToken))
        {
            var digest = record.Digest switch
            {
                { Parts: 1 } whole => whole.Hex,
                _ when Md5Of(record) is { } md5 => md5,
                { } parts => string.Create(CultureInfo.InvariantCulture, $"md5-parts:{parts.Hex}-{parts.Parts}/{parts.PartBytes}"),
                null => "-",
            };
            await writer.WriteAsync($"{digest}\t{FileListText.Escape(_mapping.ToSource(record.Key, record.Source))}\n");
            count++;
        }

        return count;
    }

    /// <summary>The source's ETag where it is the content's MD5; null elsewhere.</summary>
    private string? Md5Of(CatalogueRecord record) =>
        source?.ETag == ETagMeaning.Md5 && record is { HasOpaqueSourceETag: false, Source.ETag: { Length: 32 } etag } ? etag.ToLowerInvariant() : null;

    private static async Task<ReportList> WriteListAsync(
        IReportSink sink, string name, Func<StreamWriter, Task<long>> write, CancellationToken cancellationToken)
    {
        var list = new ReportList(name, 0, 0, "");
        await sink.WriteAsync(
            name,
            async stream =>
            {
                await using var digested = new DigestedStream(stream);
                await using var writer = new StreamWriter(digested, Utf8, 1 << 14, leaveOpen: true);
                var objects = await write(writer);
                await writer.FlushAsync(cancellationToken);
                list = new(name, objects, digested.Length, digested.Digest());
            },
            cancellationToken);
        return list;
    }

    private static Task WriteTextAsync(IReportSink sink, string name, string text, CancellationToken cancellationToken) =>
        sink.WriteAsync(name, async stream => await stream.WriteAsync(Utf8.GetBytes(text), cancellationToken), cancellationToken);
}
