using System.Security.Cryptography;
using OssTransfer.Cli.FileLists;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Probing;

/// <summary>Tries what a source must be able to do, and changes nothing.</summary>
internal sealed class ReadProbe(IObjectStore store, ProbeSteps steps)
{
    private const int MostPages = 5;
    private const int SliceBytes = 1024;
    private const long SmallBytes = 8 << 20;
    private const string NoObjectsETag = "00000000000000000000000000000000";

    /// <summary>As <see cref="ListedOrder"/> names it; null where fewer than two keys were seen.</summary>
    public string? KeyOrder { get; private set; }

    /// <summary>What the ETag of a small object is; null where none was seen.</summary>
    public ETagFinding? ETag { get; private set; }

    /// <summary>Everything, with an object that a listing shows.</summary>
    public async Task RunAsync(string prefix, CancellationToken cancellationToken)
    {
        var (_, entry) = await steps.TryAsync("list one page", token => ListAsync(ObjectKey.From(prefix), token), cancellationToken);
        if (entry is not null)
        {
            await ReadAsync(entry.Key, entry.ETag, cancellationToken);
        }
    }

    /// <summary>Everything but listing, with an object that a list names.</summary>
    public async Task RunAsync(JobSpec spec, string list, CancellationToken cancellationToken)
    {
        var (_, entry) = await steps.TryAsync("read the list", token => FirstOfAsync(spec, list, token), cancellationToken);
        if (entry is not null)
        {
            await ReadAsync(entry.Key, null, cancellationToken);
        }
    }

    private static async Task<ProbeAnswer<ObjectEntry>> FirstOfAsync(JobSpec spec, string path, CancellationToken cancellationToken)
    {
        await using var list = OpenFileList.Open(path);
        using var reader = list.Reader(spec);
        while (await reader.FillAsync(cancellationToken))
        {
            while (reader.TryRead(out var entry))
            {
                if (entry.Problem == FileListProblem.None)
                {
                    return new($"line {entry.Line} names the object to try", new(entry.Key.Source, entry.Size, null, null));
                }
            }
        }

        return new("no line names an object", null, Ok: false);
    }

    private async Task<ProbeAnswer<ObjectEntry>> ListAsync(ObjectKey prefix, CancellationToken cancellationToken)
    {
        var pages = 0;
        await foreach (var page in store.Reader.ListAsync(new(prefix), cancellationToken))
        {
            if (page.Entries.Count == 0 && page.Next is not null && ++pages < MostPages)
            {
                continue;
            }

            KeyOrder = ListedOrder.Of(page.Entries);
            var count = $"{Figures.Count(page.Entries.Count)} keys{(KeyOrder is { } order ? $", order: {order}" : "")}{(page.Next is null ? "" : ", more follow")}";
            var objects = page.Entries.Where(entry => entry.Problem == EntryProblem.None).ToList();
            return new(count, objects.Where(entry => entry.Size > 0).MinBy(entry => entry.Size) ?? objects.FirstOrDefault());
        }

        return new("no keys", null);
    }

    private async Task ReadAsync(ObjectKey key, string? listedETag, CancellationToken cancellationToken)
    {
        var (_, info) = await steps.TryAsync("HEAD an object", token => HeadAsync(key, listedETag, token), cancellationToken);
        if (info is { Size: not 0, ReadsOnlyWhole: false })
        {
            await steps.TryAsync("GET a slice", token => ReadSliceAsync(key, info, token), cancellationToken);
            await steps.TryAsync("GET a slice of another version", token => ReadOtherAsync(key, token), cancellationToken);
        }

        if (info is { Size: > 0 and <= SmallBytes })
        {
            await steps.TryAsync("GET the object", token => ReadWholeAsync(key, info, token), cancellationToken);
        }
    }

    private async Task<ProbeAnswer<ObjectInfo>> HeadAsync(ObjectKey key, string? listedETag, CancellationToken cancellationToken)
    {
        if (await store.Reader.HeadAsync(key, cancellationToken) is not { } info)
        {
            return new("it is not there", null, Ok: false);
        }

        var digests = info.Digests.Count == 0
            ? "no digest of its own"
            : string.Join(", ", info.Digests.Select(digest => digest.Kind.ToString().ToLowerInvariant()));
        var other = listedETag is not null && info.ETag is not null && listedETag != info.ETag ? "; its ETag is not the one that was listed" : "";
        return new($"{(info.Size is { } size ? Figures.Bytes(size) : "size unknown")}, publishes {digests}{other}", info, other.Length == 0);
    }

    private async Task<ProbeAnswer<object>> ReadSliceAsync(ObjectKey key, ObjectInfo info, CancellationToken cancellationToken)
    {
        var length = Math.Min(SliceBytes, info.Size ?? 1);
        await using var body = await store.Reader.OpenAsync(
            new(key) { Range = new((info.Size ?? length) - length, length), IfMatch = info.ETag }, cancellationToken);
        var got = await CountAsync(body.Content, cancellationToken);
        return new($"{got} of {length} bytes", null, got == length);
    }

    private async Task<ProbeAnswer<object>> ReadOtherAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await store.Reader.OpenAsync(new(key) { Range = new(0, 1), IfMatch = NoObjectsETag }, cancellationToken);
            return new("was given all the same: a change while reading shows by size and digest only", null);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.SourceChanged)
        {
            return new("refused, as it should be: a change while reading is noticed", null);
        }
    }

    private async Task<ProbeAnswer<object>> ReadWholeAsync(ObjectKey key, ObjectInfo info, CancellationToken cancellationToken)
    {
        await using var body = await store.Reader.OpenAsync(new(key) { IfMatch = info.ETag }, cancellationToken);
        ETag = ETagFindings.Of(info.ETag, await MD5.HashDataAsync(body.Content, cancellationToken));
        return new(ETagFindings.Text(ETag.Value), null);
    }

    private static async Task<long> CountAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[SliceBytes];
        var total = 0L;
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            total += count;
        }

        return total;
    }
}
