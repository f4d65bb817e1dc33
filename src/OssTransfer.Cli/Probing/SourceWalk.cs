using OssTransfer.Cli.FileLists;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage;
using OssTransfer.Transfer.Listings;

namespace OssTransfer.Cli.Probing;

/// <summary>Shows a tally every object that a job would move: those of the source's listing, or those of its list.</summary>
/// <param name="source">The source; with a list it is only asked for headers.</param>
/// <param name="tally">What counts them.</param>
/// <param name="headers">Asks for headers; null where they are not wanted.</param>
/// <param name="hosts">Gathers the hosts of URLs; null for other sources.</param>
/// <param name="time">The clock.</param>
/// <param name="show">Called with how far it is.</param>
internal sealed class SourceWalk(
    IObjectStore source, PreflightTally tally, HeaderReader? headers, UrlHosts? hosts, TimeProvider time, Action<string, long> show)
{
    /// <summary>Requests that listed so far.</summary>
    public long Listings { get; private set; }

    public Task RunAsync(JobSpec spec, CancellationToken cancellationToken) =>
        spec.Source.FileList is { } list ? WalkListAsync(spec, list, cancellationToken) : WalkStoreAsync(ObjectKey.From(spec.Source.Prefix), cancellationToken);

    private async Task WalkStoreAsync(ObjectKey prefix, CancellationToken cancellationToken)
    {
        using var sorter = source.Traits.KeyOrder == KeyOrder.Utf8Bytes ? null : FileListSorter.Create();
        await foreach (var page in RangedReader.Of(source, new(), time).ListAsync(new(prefix), cancellationToken))
        {
            Listings++;
            foreach (var entry in page.Entries)
            {
                if (tally.Add(entry) is { } key)
                {
                    sorter?.Add(new(key, key, entry.Size, 0, FileListProblem.None));
                    await AskAsync(key, entry.Key, entry.Size, cancellationToken);
                }
            }

            show("looking at the source", tally.Seen);
        }

        await FlushAsync(cancellationToken);
        foreach (var one in sorter?.Read() ?? [])
        {
            tally.Compare(one.Key, one.Size);
        }
    }

    private async Task WalkListAsync(JobSpec spec, string path, CancellationToken cancellationToken)
    {
        await foreach (var one in FileListSorter.ReadAsync(spec, path, lines => show("reading the file list", lines), cancellationToken))
        {
            if (tally.Add(one) is { } key)
            {
                hosts?.Add(one.Source);
                await AskAsync(key, one.Source, one.Size, cancellationToken);
            }

            show("looking at what the list names", tally.Seen);
        }

        await FlushAsync(cancellationToken);
    }

    private Task AskAsync(ObjectKey key, ObjectKey at, long? size, CancellationToken cancellationToken) =>
        headers?.AddAsync(key, at, size, cancellationToken) ?? Task.CompletedTask;

    private Task FlushAsync(CancellationToken cancellationToken) => headers?.FlushAsync(cancellationToken) ?? Task.CompletedTask;
}
