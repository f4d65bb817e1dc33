using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Planning;

/// <summary>Counts listed keys as they come, without an allocation a key.</summary>
internal sealed class ListingTally
{
    private readonly long[] _objects = new long[8];
    private readonly long[] _proofs = new long[ShardResult.ProofKinds];
    private KeyDigest _ended;
    private KeyDigest _listed;
    private long _count;
    private long _bytes;
    private long _bytesEnded;
    private long _unproven;
    private readonly long[] _problems = new long[(int)EntryProblem.SkippedLink + 1];
    private long _hardLinks;
    private long _extras;
    private long _needNewListing;
    private long _differing;
    private long _vanished;
    private long _vanishedBytes;
    private Dictionary<string, FailureTally>? _failures;

    public void Listed(ObjectKey key, long? size)
    {
        _count++;
        _bytes = ByteTotal.Add(_bytes, size ?? 0);
        _listed = _listed.Add(key);
    }

    public void Ended(ObjectKey key, long? size, OutcomeKind kind, ProofKind proof, bool sourceUnproven)
    {
        _objects[(int)kind]++;
        _bytesEnded += size ?? 0;
        _ended = _ended.Add(key);
        if (kind == OutcomeKind.Skipped)
        {
            _proofs[(int)proof]++;
            _unproven += sourceUnproven ? 1 : 0;
        }
    }

    public void Refused(ManifestEntry entry)
    {
        if (FailureReasons.NameOf(entry, null) is { } reason)
        {
            FailureTally.CountIn(_failures ??= [], reason, entry, null);
        }
    }

    public void Extra() => _extras++;

    public void Vanished(long? size)
    {
        _vanished++;
        _vanishedBytes = ByteTotal.Add(_vanishedBytes, size ?? 0);
    }

    public void Problem(EntryProblem problem) => _problems[(int)problem]++;

    public void NeedsNewListing() => _needNewListing++;

    public void Differs() => _differing++;

    public void HardLink() => _hardLinks++;

    public ListingCounts ToCounts() => new()
    {
        Objects = _count,
        Bytes = _bytes,
        Keys = _listed,
        UnreadableDirectories = _problems[(int)EntryProblem.UnreadableDirectory],
        NeedNewListing = _needNewListing,
        Differing = _differing,
        Ended = new()
        {
            Objects = [.. _objects],
            Proofs = [.. _proofs],
            SourceUnproven = _unproven,
            BytesEnded = _bytesEnded,
            Failures = FailureTally.Sorted(_failures),
            Keys = _ended,
        },
        Vanished = _vanished == 0 ? null : new(_vanished, _vanishedBytes),
        Extras = _extras == 0 ? null : _extras,
        NotCarried = new()
        {
            SpecialFiles = _problems[(int)EntryProblem.SpecialFile],
            DirectoryLinks = _problems[(int)EntryProblem.DirectoryLink],
            FileLinks = _problems[(int)EntryProblem.SkippedLink],
            EmptyDirectories = _problems[(int)EntryProblem.EmptyDirectory],
            HardLinks = _hardLinks,
        },
    };
}
