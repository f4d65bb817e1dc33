using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>An object that a silo works on.</summary>
/// <param name="Key">The bytes of its key at the source.</param>
/// <param name="Size">Bytes as listed; null where unknown.</param>
/// <param name="Moved">Bytes that have moved.</param>
/// <param name="Since">How long it is worked on.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.flight")]
internal sealed record FlightReport(byte[] Key, long? Size, long Moved, TimeSpan Since)
{
    private const int Largest = 3;
    private const int Longest = 2;

    /// <summary>Bytes that moved while it was worked on, which those of earlier steps are not.</summary>
    [Id(0)]
    public long MovedSince { get; init; }

    /// <summary>Of all that is under way what is worth showing: the largest objects, and of the others those that are worked on longest.</summary>
    public static FlightReport[] Of(IEnumerable<(ObjectFlight Flight, TimeSpan Since)> underWay) =>
        Few(underWay.Select(one => new FlightReport(one.Flight.Key.Bytes.ToArray(), one.Flight.Size, one.Flight.Moved, one.Since)
        {
            MovedSince = one.Flight.MovedSinceItBegan,
        }));

    /// <summary>The few of them; parts of one object that several work on are shown as one.</summary>
    public static FlightReport[] Few(IEnumerable<FlightReport> flights)
    {
        var objects = flights.GroupBy(flight => new ObjectKey(flight.Key)).Select(Joined).OrderByDescending(flight => flight.Size ?? flight.Moved).ToList();
        return [.. objects.Take(Largest), .. objects.Skip(Largest).OrderByDescending(flight => flight.Since).Take(Longest)];
    }

    public FlightView ToView()
    {
        var key = new ObjectKey(Key);
        return new()
        {
            Key = key.ToString(),
            KeyBase64 = KeyText.Base64Of(key),
            Size = Size,
            Moved = Moved,
            BytesPerSecond = Since > TimeSpan.Zero ? (long)(MovedSince / Since.TotalSeconds) : 0,
            Seconds = (long)Since.TotalSeconds,
        };
    }

    private static FlightReport Joined(IEnumerable<FlightReport> flights) => flights.Aggregate((one, other) => one with
    {
        Moved = Math.Min(one.Moved + other.Moved, one.Size ?? long.MaxValue),
        MovedSince = one.MovedSince + other.MovedSince,
        Since = one.Since > other.Since ? one.Since : other.Since,
    });
}
