using OssTransfer.World.Cluster;
using OssTransfer.World.Stores;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Histories;

/// <summary>What kind of days a history has: drawn from its seed, so that each mixes other troubles.</summary>
internal sealed record HistoryPlan
{
    public required int Silos { get; init; }

    public required int Workers { get; init; }

    public required int Objects { get; init; }

    public required int ShardObjects { get; init; }

    /// <summary>Passes follow the first one.</summary>
    public required bool HasPasses { get; init; }

    public required string CheckMode { get; init; }

    /// <summary>How long bad days last.</summary>
    public required TimeSpan Trouble { get; init; }

    /// <summary>Between two events of each kind on average; zero: none.</summary>
    public required TimeSpan KillsEvery { get; init; }

    public required TimeSpan FreezesEvery { get; init; }

    public required TimeSpan LeavesEvery { get; init; }

    public required TimeSpan DatabaseFailsEvery { get; init; }

    public required TimeSpan ClocksJumpEvery { get; init; }

    public required TimeSpan SourceChangesEvery { get; init; }

    public required TimeSpan DestinationChangesEvery { get; init; }

    public required TimeSpan CommandsEvery { get; init; }

    public required Faults Faults { get; init; }

    public required StoreFaults SourceFaults { get; init; }

    public required StoreFaults DestinationFaults { get; init; }

    public required TimeSpan SourceClock { get; init; }

    public required TimeSpan DestinationClock { get; init; }

    public required TimeSpan ListingLag { get; init; }

    public required double Forgets { get; init; }

    /// <summary>Draws a plan.</summary>
    public static HistoryPlan Draw(Scheduler scheduler)
    {
        var random = scheduler.Random;
        return new()
        {
            Silos = 1 + random.Next(4),
            Workers = 1 + random.Next(3),
            Objects = scheduler.Chance(10) ? 100 + random.Next(200) : 1 + random.Next(30),
            ShardObjects = 2 + random.Next(6),
            HasPasses = scheduler.Chance(50),
            CheckMode = Pick("head", "md5", "full"),
            Trouble = scheduler.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)),
            KillsEvery = Sometimes(50, 5, 60),
            FreezesEvery = Sometimes(40, 5, 60),
            LeavesEvery = Sometimes(30, 10, 60),
            DatabaseFailsEvery = Sometimes(25, 20, 120),
            ClocksJumpEvery = Sometimes(20, 10, 120),
            SourceChangesEvery = Sometimes(60, 0.2, 20),
            DestinationChangesEvery = Sometimes(40, 0.5, 30),
            CommandsEvery = Sometimes(40, 5, 60),
            Faults = new(scheduler) { CallsLost = Often(40, 2), DatabaseLost = Often(40, 2), Slowest = scheduler.Between(Millis(2), Millis(scheduler.Chance(20) ? 3000 : 50)) },
            SourceFaults = StoreFaultsOf(),
            DestinationFaults = StoreFaultsOf(),
            SourceClock = Clock(),
            DestinationClock = Clock(),
            ListingLag = scheduler.Chance(25) ? scheduler.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)) : TimeSpan.Zero,
            Forgets = Often(20, 10),
        };

        StoreFaults StoreFaultsOf() => new(scheduler)
        {
            Refused = Often(50, 10),
            RequestsLost = Often(30, 3),
            AnswersLost = Often(40, 5),
            BodiesCut = Often(40, 10),
            Slowest = scheduler.Between(Millis(5), Millis(scheduler.Chance(20) ? 20_000 : 200)),
        };

        double Often(double percent, double most) => scheduler.Chance(percent) ? random.NextDouble() * most : 0;

        TimeSpan Sometimes(double percent, double least, double most) =>
            scheduler.Chance(percent) ? scheduler.Between(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most)) : TimeSpan.Zero;

        TimeSpan Clock() => scheduler.Chance(50) ? TimeSpan.Zero : (random.Next(2) * 2 - 1) * scheduler.Between(TimeSpan.Zero, TimeSpan.FromMinutes(20));

        string Pick(params string[] values) => values[random.Next(values.Length)];

        static TimeSpan Millis(double count) => TimeSpan.FromMilliseconds(count);
    }
}
