using System.Globalization;
using System.Text;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Workers.Leases;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Writes a run's reports into the home, each file whole or not at all. The error lists have a heading a pass, for as many passes as the job keeps;
/// the digest list is that of the latest pass.
/// </summary>
internal sealed class ReportRunner(IGrainFactory grains, GrainsOptions options)
{
    private const string Heading = "# run ";

    public async Task<ShardEnd> RunAsync(OpenJob job, JobState state, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.JobsPath, job.JobId)).FullName;
        var reader = new RunReader(grains, state, job.Mapping);
        await WriteAsync(folder, "job.cfg", writer => writer.WriteAsync(state.Config));
        if (state.Run is { Compares: true })
        {
            await WriteComparedAsync(folder, job, state, reader, cancellationToken);
            return ShardEnd.Finished;
        }

        await WriteFailuresAsync(folder, $"{job.JobId}-transfer-error-list.txt", state, reader.TransferFailuresAsync(cancellationToken), cancellationToken);
        if (state.Run?.Check is not null)
        {
            await WriteFailuresAsync(folder, $"{job.JobId}-check-error-list.txt", state, reader.CheckFailuresAsync(cancellationToken), cancellationToken);
            await WriteAsync(folder, $"{job.JobId}-check-md5-list.txt", writer => WriteDigestsAsync(writer, job, reader, cancellationToken));
        }

        return ShardEnd.Finished;
    }

    /// <summary>What a check job found: differences, which can be used as a list, apart from what only the destination has.</summary>
    private static async Task WriteComparedAsync(string folder, OpenJob job, JobState state, RunReader reader, CancellationToken cancellationToken)
    {
        await WriteFailuresAsync(folder, $"{job.JobId}-check-error-list.txt", state, reader.TransferFailuresAsync(cancellationToken), cancellationToken);
        if (state.Run!.List.Counts.Extras is not null)
        {
            await WriteFailuresAsync(folder, $"{job.JobId}-check-extra-list.txt", state, reader.ExtrasAsync(cancellationToken), cancellationToken);
        }

        await WriteAsync(folder, $"{job.JobId}-check-md5-list.txt", writer => WriteDigestsAsync(writer, job, reader, cancellationToken));
    }

    private static Task WriteFailuresAsync(
        string folder, string name, JobState state, IAsyncEnumerable<FailureLine> failures, CancellationToken cancellationToken) =>
        WriteAsync(folder, name, async writer =>
        {
            await CopyEarlierRunsAsync(Path.Combine(folder, name), state.Run!.Number, KeepRuns(state) - 1, writer, cancellationToken);
            await writer.WriteAsync(
                string.Create(CultureInfo.InvariantCulture, $"{Heading}{state.Run.Number}, started {state.Run.StartedAt:yyyy-MM-ddTHH:mm:sszzz}\n"));
            await foreach (var failure in failures.WithCancellation(cancellationToken))
            {
                await writer.WriteAsync(ListText.Line(failure.Key, failure.Size, failure.Reason) + "\n");
            }
        });

    private static int KeepRuns(JobState state) => JobPolicies.Of(JobConfigs.Spec(state)).KeepRuns;

    /// <summary>The latest of what stands before this run's heading: a report that is written again after a crash has its own heading already.</summary>
    private static async Task CopyEarlierRunsAsync(string path, int run, int kept, StreamWriter writer, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var own = string.Create(CultureInfo.InvariantCulture, $"{Heading}{run},");
        var earlier = File.ReadLinesAsync(path, cancellationToken).TakeWhile(line => !IsHeading(line) || !line.StartsWith(own, StringComparison.Ordinal));
        var dropped = await earlier.CountAsync(IsHeading, cancellationToken) - kept;
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

    /// <summary>The source's ETag where it is the content's MD5; null elsewhere.</summary>
    private static string? Md5Of(CatalogueRecord record, StoreTraits source) =>
        source.ETag == ETagMeaning.Md5 && record is { HasOpaqueSourceETag: false, Source.ETag: { Length: 32 } etag } ? etag.ToLowerInvariant() : null;

    private static async Task WriteDigestsAsync(StreamWriter writer, OpenJob job, RunReader reader, CancellationToken cancellationToken)
    {
        await foreach (var record in reader.ProvenAsync(cancellationToken))
        {
            var digest = record.Digest switch
            {
                { Parts: 1 } whole => whole.Hex,
                _ when Md5Of(record, job.Source.Traits) is { } md5 => md5,
                { } parts => string.Create(CultureInfo.InvariantCulture, $"md5-parts:{parts.Hex}-{parts.Parts}/{parts.PartBytes}"),
                null => "-",
            };
            await writer.WriteAsync($"{digest}\t{ListText.Escape(job.Mapping.ToSource(record.Key, record.Source))}\n");
        }
    }

    /// <summary>Writes beside the file and renames, so that a crash leaves the old one.</summary>
    private static async Task WriteAsync(string folder, string name, Func<StreamWriter, Task> write)
    {
        var path = Path.Combine(folder, name);
        var temporary = path + ".new";
        await using (var writer = new StreamWriter(temporary, false, new UTF8Encoding(false), 1 << 14))
        {
            await write(writer);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
