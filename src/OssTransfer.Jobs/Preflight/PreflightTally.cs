using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;
using OssTransfer.Storage.Disk;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Policies;

namespace OssTransfer.Jobs.Preflight;

/// <summary>
/// Looks at the objects of a source one after the other and counts what is wrong with them. Without effects; its memory does not grow with the objects.
/// </summary>
/// <param name="spec">What they are checked against.</param>
public sealed class PreflightTally(PreflightSpec spec)
{
    private readonly ProblemCounter _problems = new();
    private readonly SizeTally _sizes = new();
    private readonly KeyNeighbours _neighbours = new();
    private long _objects;
    private long _bytes;
    private long _excluded;
    private long _unknownSizes;
    private long _reads;
    private long _writes;

    /// <summary>Objects that were looked at so far.</summary>
    public long Seen { get; private set; }

    /// <summary>What was found so far.</summary>
    public PreflightReport Report => new()
    {
        Objects = _objects,
        Bytes = _bytes,
        Excluded = _excluded,
        UnknownSizes = _unknownSizes,
        Sizes = _sizes.All,
        Problems = _problems.Found,
        Reads = _reads,
        Writes = _writes,
    };

    /// <summary>Looks at what a store listed.</summary>
    /// <returns>The key under the destination's prefix where the object would move; null where it wouldn't.</returns>
    public ObjectKey? Add(ObjectEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Seen++;
        if (spec.Mapping.FromSource(entry.Key) is not { } key)
        {
            _excluded++;
            return null;
        }

        if (!spec.Filter.Includes(key, entry))
        {
            _excluded++;
            return null;
        }

        if (ProblemOf(entry.Problem) is { } problem and not PreflightProblem.NeedsRestore)
        {
            _problems.Add(problem, () => new(key, entry.Size, null));
            return null;
        }

        if (entry.LeadsOutside)
        {
            _problems.Add(PreflightProblem.OutsideLink, () => new(key, entry.Size, null));
        }

        return entry.Problem == EntryProblem.EmptyDirectory || !Judge(key, entry.Size, entry.LastModified, entry.Problem == EntryProblem.NeedsRestore)
            ? null
            : key;
    }

    /// <summary>Looks at what a list names; the same key comes in one piece (<see cref="FileListDuplicates"/>).</summary>
    /// <returns>The key under the destination's prefix where the object would move; null where it wouldn't.</returns>
    public ObjectKey? Add(FileListObject listed)
    {
        Seen++;
        if (listed.Problem == FileListProblem.None)
        {
            return Judge(listed.Key, listed.Size, null, isArchived: false) ? listed.Key : null;
        }

        var kind = listed.Problem switch
        {
            FileListProblem.SameKey => PreflightProblem.KeyCollision,
            FileListProblem.OtherSize => PreflightProblem.OtherSize,
            _ => PreflightProblem.BadLine,
        };
        _problems.Add(kind, () => new(listed.Source, null, FileListProblems.Text(listed.Problem)));
        return null;
    }

    /// <summary>Compares a key with the one before, where objects came in no order: all keys that <see cref="Add(ObjectEntry)"/> gave, sorted.</summary>
    public void Compare(ObjectKey key, long? size)
    {
        if (_neighbours.Add(key, out var file))
        {
            _problems.Add(PreflightProblem.KeyCollision, () => new(key, size, null));
        }

        if (file is { } both && spec.Limits.KeepsDirectories)
        {
            _problems.Add(PreflightProblem.FileAndDirectory, () => new(both, null, $"beside {key}"));
        }
    }

    /// <summary>Looks at the headers of an object that would move.</summary>
    /// <param name="key">The key under the destination's prefix.</param>
    /// <param name="listedSize">As the list says it; null where it doesn't.</param>
    /// <param name="info">What the source said; null where there is no such object.</param>
    public void AddHeaders(ObjectKey key, long? listedSize, ObjectInfo? info)
    {
        if (info is null)
        {
            _problems.Add(PreflightProblem.Missing, () => new(key, listedSize, null));
            return;
        }

        if (listedSize is not null && info.Size is not null && info.Size != listedSize)
        {
            _problems.Add(PreflightProblem.OtherSize, () => new(key, info.Size, $"listed with {listedSize} bytes"));
        }

        if (MetadataFit.Of(info.Metadata, spec.Destination, MetadataPolicy.Fail).Problem is { } problem)
        {
            _problems.Add(PreflightProblem.Metadata, () => new(key, info.Size, problem));
        }
    }

    /// <summary>An object that did not show its headers.</summary>
    /// <param name="key">The key under the destination's prefix.</param>
    /// <param name="size">Bytes; null where unknown.</param>
    /// <param name="error">What the source answered.</param>
    public void AddUnreadable(ObjectKey key, long? size, StorageException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var problem = error.Kind == StorageErrorKind.NeedsRestore ? PreflightProblem.NeedsRestore : PreflightProblem.Unreadable;
        _problems.Add(problem, () => new(key, size, error.Message));
    }

    /// <summary>A host that URLs lead to and that is not read from.</summary>
    /// <param name="problem">Refused or unknown.</param>
    /// <param name="host">Its name or address.</param>
    /// <param name="urls">How many lead there.</param>
    /// <param name="detail">Why, for people.</param>
    public void AddHost(PreflightProblem problem, string host, long urls, string detail) =>
        _problems.Add(problem, () => new(ObjectKey.From(host), null, detail), urls);

    private static PreflightProblem? ProblemOf(EntryProblem problem) => problem switch
    {
        EntryProblem.SpecialFile => PreflightProblem.SpecialFile,
        EntryProblem.DirectoryLink => PreflightProblem.DirectoryLink,
        EntryProblem.SkippedLink => PreflightProblem.SkippedLink,
        EntryProblem.BrokenLink => PreflightProblem.BrokenLink,
        EntryProblem.InvalidName => PreflightProblem.InvalidName,
        EntryProblem.UnreadableDirectory => PreflightProblem.UnreadableDirectory,
        EntryProblem.NeedsRestore => PreflightProblem.NeedsRestore,
        EntryProblem.Unreadable or EntryProblem.Unusable => PreflightProblem.Unreadable,
        EntryProblem.Missing => PreflightProblem.Missing,
        _ => null,
    };

    private bool Judge(ObjectKey key, long? size, DateTimeOffset? lastModified, bool isArchived)
    {
        if (spec.Filter.Judge(key, size, lastModified) != FilterVerdict.Included)
        {
            _excluded++;
            return false;
        }

        Count(size);
        if (isArchived)
        {
            _problems.Add(PreflightProblem.NeedsRestore, () => new(key, size, null));
        }

        if (size > spec.Destination.MaxObjectBytes)
        {
            _problems.Add(PreflightProblem.TooLarge, () => new(key, size, $"{spec.Destination.Name} holds {spec.Destination.MaxObjectBytes} bytes"));
        }

        JudgeKey(key, size);
        if (spec.IsSorted)
        {
            Compare(key, size);
        }

        return true;
    }

    private void Count(long? size)
    {
        _objects++;
        _bytes = ByteTotal.Add(_bytes, size ?? 0);
        _unknownSizes += size is null ? 1 : 0;
        _sizes.Add(size);
        var parts = size is not { } known || known <= spec.PartBytes || PartPlan.PartBytes(known, spec.PartBytes, spec.Destination, []) is not { } bytes
            ? 1
            : (known + bytes - 1) / bytes;
        _reads += parts;

        // Around the parts the upload is begun and ended.
        _writes += parts == 1 ? 1 : parts + 2;
    }

    private void JudgeKey(ObjectKey relative, long? size)
    {
        var key = spec.Mapping.ToDestination(relative);
        if (spec.Limits.IsDisk)
        {
            if (DiskKeys.ProblemOf(key) is { } problem)
            {
                _problems.Add(PreflightProblem.DiskName, () => new(relative, size, problem));
            }

            return;
        }

        if (key.Length > spec.Destination.MaxKeyBytes)
        {
            _problems.Add(
                PreflightProblem.KeyTooLong, () => new(relative, size, $"{key.Length} bytes, {spec.Destination.Name} holds {spec.Destination.MaxKeyBytes}"));
        }

        if (spec.Limits.OddKeys != KeyKeeping.Kept && OddNames.Has(key))
        {
            _problems.Add(spec.Limits.OddKeys == KeyKeeping.Refused ? PreflightProblem.KeyRefused : PreflightProblem.OddKey, () => new(relative, size, null));
        }
    }
}
