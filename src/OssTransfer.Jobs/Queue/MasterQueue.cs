using System.Collections.Immutable;

namespace OssTransfer.Jobs.Queue;

/// <summary>
/// Who has a master and who waits for one, in the order of becoming active: first come, first served. Immutable; a change gives a new queue,
/// or the same one where it changes nothing. With a lower limit jobs that run keep their masters, and none starts until there is room.
/// </summary>
public sealed class MasterQueue
{
    private readonly ImmutableList<MasterSeat> _seats;

    private MasterQueue(ImmutableList<MasterSeat> seats) => _seats = seats;

    /// <summary>No job needs anything.</summary>
    public static MasterQueue Empty { get; } = new([]);

    /// <summary>All that need something, in their order.</summary>
    public IReadOnlyList<MasterSeat> Seats => _seats;

    /// <summary>Jobs that have a master.</summary>
    public int Masters => _seats.Count(seat => seat.Need == MasterNeed.Master);

    /// <summary>A queue as it was stored.</summary>
    public static MasterQueue Of(IEnumerable<MasterSeat> seats) => new([.. seats]);

    /// <summary>A job's need as the job reports it. One that keeps needing something keeps its place.</summary>
    public MasterQueue Notify(string jobId, MasterNeed need)
    {
        var at = IndexOf(jobId);
        return (at, need) switch
        {
            (< 0, MasterNeed.None) => this,
            (< 0, _) => new(_seats.Add(new(jobId, need))),
            (_, MasterNeed.None) => new(_seats.RemoveAt(at)),
            _ when _seats[at].Need == need => this,
            _ => new(_seats.SetItem(at, new(jobId, need))),
        };
    }

    /// <summary>Gives a job a master where its turn has come; null: it hasn't. One that has a master has it again.</summary>
    public MasterQueue? Start(string jobId, int limit)
    {
        var at = IndexOf(jobId);
        return at >= 0 && _seats[at].Need == MasterNeed.Master ? this
            : Admitted(limit).Contains(jobId) ? Notify(jobId, MasterNeed.Master)
            : null;
    }

    /// <summary>Jobs that a worker may ask for a shard.</summary>
    public IReadOnlyList<string> Candidates(int limit)
    {
        var admitted = Admitted(limit).ToHashSet();
        return [.. _seats.Where(seat => seat.Need != MasterNeed.Turn || admitted.Contains(seat.JobId)).Select(seat => seat.JobId)];
    }

    /// <summary>The places of those that wait for a master, from 1; who isn't there has one, may take one, or needs none.</summary>
    public IReadOnlyDictionary<string, int> Places(int limit) => _seats.Where(seat => seat.Need == MasterNeed.Turn).Skip(Room(limit))
        .Select((seat, index) => (seat.JobId, Place: index + 1)).ToDictionary(pair => pair.JobId, pair => pair.Place);

    private int Room(int limit) => Math.Max(0, limit - Masters);

    private IEnumerable<string> Admitted(int limit) => _seats.Where(seat => seat.Need == MasterNeed.Turn).Take(Room(limit)).Select(seat => seat.JobId);

    private int IndexOf(string jobId) => _seats.FindIndex(seat => seat.JobId == jobId);
}
