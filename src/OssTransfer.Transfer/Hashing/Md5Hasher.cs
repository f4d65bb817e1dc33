using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OssTransfer.Transfer.Hashing;

/// <summary>
/// MD5 of many bodies that arrive at the same time, joined in vector lanes. It is lazy on purpose: bytes lie in their buffers until one body is whole;
/// then that one is hashed, and the waiting bytes of others ride along in the free lanes. So lanes are full whenever there is much to do,
/// and a lone body costs what it would cost anyway. There is no thread of its own: whoever needs a digest does the work for all.
/// </summary>
internal sealed class Md5Hasher
{
    /// <summary>Below it waiting for company costs more than it saves.</summary>
    public const int WorthSharingBytes = 64 << 10;

    private const int QuantumBlocks = 2048;
    private const int FewestLanes = 2;

    private readonly Lock _lock = new();
    private readonly List<Md5Stream> _streams = [];

    /// <summary>Whether this processor has the lanes; without them the platform's MD5 does all.</summary>
    public static bool HasLanes => Avx2.IsSupported && BitConverter.IsLittleEndian;

    private static int MostLanes => Vector512.IsHardwareAccelerated ? Md5Vector512.Lanes : Md5Vector256.Lanes;

    /// <summary>Begins to hash what will be read into <paramref name="buffer"/>.</summary>
    public Md5Stream Begin(ReadOnlyMemory<byte> buffer)
    {
        var stream = new Md5Stream(this, buffer);
        if (HasLanes)
        {
            lock (_lock)
            {
                _streams.Add(stream);
            }
        }

        return stream;
    }

    /// <summary>Hashes all whole blocks of the stream; blocks of other streams that wait fill the free lanes.</summary>
    public async ValueTask DrainAsync(Md5Stream stream)
    {
        while (true)
        {
            Md5Stream[]? group = null;
            Task released = Task.CompletedTask;
            lock (_lock)
            {
                if (stream.IsClaimed)
                {
                    released = stream.ReleasedNeedsLock();
                }
                else if (stream.PendingBlocks == 0)
                {
                    return;
                }
                else
                {
                    group = ClaimNeedsLock(stream);
                }
            }

            if (group is null)
            {
                await released;
                continue;
            }

            Compress(group);
            ReleaseAll(group);
        }
    }

    /// <summary>The stream's buffer is not touched afterwards.</summary>
    public async ValueTask ForgetAsync(Md5Stream stream)
    {
        Task released;
        lock (_lock)
        {
            _streams.Remove(stream);
            released = stream.IsClaimed ? stream.ReleasedNeedsLock() : Task.CompletedTask;
        }

        await released;
    }

    private Md5Stream[] ClaimNeedsLock(Md5Stream first)
    {
        var group = new List<Md5Stream>(MostLanes) { first };
        foreach (var other in _streams)
        {
            if (group.Count == MostLanes)
            {
                break;
            }

            if (other != first && !other.IsClaimed && other.IsWorthJoining)
            {
                group.Add(other);
            }
        }

        foreach (var member in group)
        {
            member.IsClaimed = true;
        }

        return [.. group];
    }

    private void ReleaseAll(Md5Stream[] group)
    {
        lock (_lock)
        {
            foreach (var member in group)
            {
                member.ReleaseNeedsLock();
            }
        }
    }

    /// <summary>One quantum: as many blocks of each as the shortest has.</summary>
    private static void Compress(Md5Stream[] group)
    {
        var blocks = QuantumBlocks;
        foreach (var member in group)
        {
            blocks = Math.Min(blocks, member.PendingBlocks);
        }

        if (group.Length < FewestLanes)
        {
            foreach (var member in group)
            {
                member.CompressAlone(blocks);
            }
        }
        else
        {
            CompressTogether(group, blocks);
        }
    }

    private static void CompressTogether(Md5Stream[] group, int blocks)
    {
        var lanes = group.Length <= Md5Vector256.Lanes ? Md5Vector256.Lanes : Md5Vector512.Lanes;
        Span<Md5State> states = stackalloc Md5State[lanes];
        Span<nint> places = stackalloc nint[lanes];
        for (var lane = 0; lane < lanes; lane++)
        {
            // A free lane repeats the first one's work, which is thrown away.
            var member = group[lane < group.Length ? lane : 0];
            states[lane] = member.State;
            places[lane] = member.Next;
        }

        if (lanes == Md5Vector256.Lanes)
        {
            Md5Lanes<Md5Vector256, Vector256<uint>>.Compress(states, places, blocks);
        }
        else
        {
            Md5Lanes<Md5Vector512, Vector512<uint>>.Compress(states, places, blocks);
        }

        for (var lane = 0; lane < group.Length; lane++)
        {
            group[lane].Advance(states[lane], blocks);
        }
    }
}
