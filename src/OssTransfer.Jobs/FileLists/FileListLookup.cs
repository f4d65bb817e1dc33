using OssTransfer.Storage;
using OssTransfer.Transfer.Content;

namespace OssTransfer.Jobs.FileLists;

/// <summary>Asks the source for the objects that a file list names, many at once: a list has neither times nor ETags, and often no sizes.</summary>
public sealed class FileListLookup(IObjectReader source)
{
    private const int AtOnce = 64;

    /// <summary>
    /// The entries as the source shows them now; one that is not there, or that it won't show, has that as its problem. Those that are trusted stay as they
    /// are.
    /// </summary>
    public Task<IReadOnlyList<ObjectEntry>> LookUpAsync(IReadOnlyList<ObjectEntry> listed, CancellationToken cancellationToken) =>
        EachAsync(listed, entry => entry.Problem != EntryProblem.BadLine && entry.Line is not ({ Md5: not null } or { IsTrusted: true }), cancellationToken);

    /// <summary>Those of the entries that are trusted as the source shows them now, the others as they are.</summary>
    public Task<IReadOnlyList<ObjectEntry>> LookUpTrustedAsync(IReadOnlyList<ObjectEntry> listed, CancellationToken cancellationToken) =>
        EachAsync(listed, entry => entry.Line is { IsTrusted: true }, cancellationToken);

    private async Task<IReadOnlyList<ObjectEntry>> EachAsync(
        IReadOnlyList<ObjectEntry> listed, Func<ObjectEntry, bool> isMeant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listed);
        var found = new ObjectEntry[listed.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, options, async (i, token) => found[i] = isMeant(listed[i]) ? await LookUpAsync(listed[i], token) : listed[i]);
        return found;
    }

    private async Task<ObjectEntry> LookUpAsync(ObjectEntry listed, CancellationToken cancellationToken)
    {
        try
        {
            return await SourceHeaders.AskAsync(source, listed.Key, new(listed.Size, listed.ETag, listed.LastModified), cancellationToken) is { } info
                ? listed with
                {
                    Size = info.Size ?? listed.Size,
                    LastModified = info.LastModified,
                    ETag = info.ETag,
                    StorageClass = info.StorageClass,
                    Problem = EntryProblem.None,
                    Line = listed.Line! with { Problem = null, IsTrusted = false },
                }
                : Failed(listed, EntryProblem.Missing, "names an object that the source does not have");
        }
        catch (StorageException exception) when (exception is { IsFatalForJob: false, Kind: not StorageErrorKind.LeaseLost })
        {
            return Failed(listed, EntryProblem.Unreadable, $"names an object that the source does not show: {exception.Message}");
        }
    }

    private static ObjectEntry Failed(ObjectEntry listed, EntryProblem problem, string why)
    {
        var where = listed.Line!.Number > 0 ? $"line {listed.Line.Number} of the list" : "the list";
        return listed with { Problem = problem, Line = listed.Line with { Problem = $"{where} {why}", IsTrusted = false } };
    }
}
