using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Planning;

/// <summary>Counts listed keys as they come, without an allocation a key.</summary>
internal sealed class ListingTally
{
    private readonly long[] _objects = new long[8];
    private readonly long[] _proofs = new long[6];
    private KeyDigest _ended;
    private KeyDigest _listed;
    private long _count;
    private long _bytes;
    private long _unproven;
    private long _unreadable;

    public void Listed(ObjectKey key, long size)
    {
        _count++;
        _bytes += Math.Max(0, size);
        _listed = _listed.Add(key);
    }

    public void Ended(ObjectKey key, OutcomeKind kind, ProofKind proof, bool sourceUnproven)
    {
        _objects[(int)kind]++;
        _ended = _ended.Add(key);
        if (kind == OutcomeKind.Skipped)
        {
            _proofs[(int)proof]++;
            _unproven += sourceUnproven ? 1 : 0;
        }
    }

    public void Unreadable() => _unreadable++;

    public ListingCounts ToCounts() => new()
    {
        Objects = _count,
        Bytes = _bytes,
        Keys = _listed,
        UnreadableDirectories = _unreadable,
        Ended = new() { Objects = [.. _objects], Proofs = [.. _proofs], SourceUnproven = _unproven, Keys = _ended },
    };
}
