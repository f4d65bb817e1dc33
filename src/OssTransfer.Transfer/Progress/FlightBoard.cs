using System.Collections.Concurrent;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Progress;

/// <summary>How far one piece of work is at this moment: the objects that have ended, and those that are being worked on.</summary>
/// <param name="time">The clock that measures how long an object takes.</param>
public sealed class FlightBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<ObjectFlight, byte> _flights = new(ReferenceEqualityComparer.Instance);
    private long _objects;
    private long _bytes;

    /// <summary>Objects that have ended, and the bytes that no longer wait: those of ended objects, as listed, and what has moved of the others.</summary>
    public (long Objects, long Bytes) Done => (Volatile.Read(ref _objects), Volatile.Read(ref _bytes) + _flights.Keys.Sum(flight => flight.Counted));

    /// <summary>The objects that are being worked on, each with how long that has taken.</summary>
    public IReadOnlyList<(ObjectFlight Flight, TimeSpan Since)> UnderWay =>
        [.. _flights.Keys.Select(flight => (flight, time.GetElapsedTime(flight.StartedAt)))];

    /// <summary>The work on an object begins, of which so many bytes have moved before.</summary>
    public ObjectFlight Begin(ObjectKey key, long? size, long before = 0, int sides = 1)
    {
        var flight = new ObjectFlight(key, size, before, time.GetTimestamp(), sides);
        _flights[flight] = 0;
        return flight;
    }

    /// <summary>The work on it is over; <see cref="End"/> says whether the object has ended.</summary>
    /// <returns>How long it was worked on.</returns>
    public TimeSpan Leave(ObjectFlight flight)
    {
        ArgumentNullException.ThrowIfNull(flight);
        _flights.TryRemove(flight, out _);
        return time.GetElapsedTime(flight.StartedAt);
    }

    /// <summary>Objects have ended.</summary>
    /// <param name="objects">How many.</param>
    /// <param name="bytes">Their bytes, as listed.</param>
    public void End(long objects, long bytes)
    {
        Interlocked.Add(ref _objects, objects);
        Interlocked.Add(ref _bytes, bytes);
    }
}
