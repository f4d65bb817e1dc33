using System.Globalization;
using System.Reflection;

namespace OssTransfer.World.Histories;

/// <summary>What kind of days a history has: drawn from its seed, so that each mixes other troubles. Durations are in seconds, chances in per cent.</summary>
internal sealed record HistoryPlan
{
    private static readonly PropertyInfo[] Members = typeof(HistoryPlan).GetProperties(BindingFlags.Instance | BindingFlags.Public);

    // What makes a history simpler, in the order in which it is tried.
    private static readonly (string Name, double[] Values)[] Simpler =
    [
        (nameof(Trouble), [5, 15, 45]),
        (nameof(KillsEvery), [0]),
        (nameof(FreezesEvery), [0]),
        (nameof(LeavesEvery), [0]),
        (nameof(DatabaseFailsEvery), [0]),
        (nameof(ClocksJumpEvery), [0]),
        (nameof(GrainsLeaveEvery), [0]),
        (nameof(CommandsEvery), [0]),
        (nameof(DestinationChangesEvery), [0]),
        (nameof(SourceChangesEvery), [0]),
        (nameof(BurstsEvery), [0]),
        (nameof(CallsRepeated), [0]),
        (nameof(CallsLost), [0]),
        (nameof(DatabaseLost), [0]),
        (nameof(RequestsRefused), [0]),
        (nameof(RequestsLost), [0]),
        (nameof(AnswersLost), [0]),
        (nameof(BodiesCut), [0]),
        (nameof(Forgets), [0]),
        (nameof(ListingLag), [0]),
        (nameof(SourceClock), [0]),
        (nameof(DestinationClock), [0]),
        (nameof(SlowestCall), [0.002]),
        (nameof(SlowestRequest), [0.005]),
        (nameof(SlowestPage), [0]),
        (nameof(HasPasses), [0]),
        (nameof(Removes), [0]),
        (nameof(Throttles), [0]),
        (nameof(Encrypts), [0]),
        (nameof(Lengthless), [0]),
        (nameof(Rots), [0]),
        (nameof(Silos), [1, 2]),
        (nameof(Workers), [1]),
        (nameof(Objects), [1, 2, 3, 5, 10]),
    ];

    public double Silos { get; init; }

    public double Workers { get; init; }

    public double Objects { get; init; }

    public double ShardObjects { get; init; }

    /// <summary>1: passes follow the first one.</summary>
    public double HasPasses { get; init; }

    /// <summary>How a pass is checked: 0 head, 1 md5, 2 full.</summary>
    public double Check { get; init; }

    /// <summary>How long bad days last.</summary>
    public double Trouble { get; init; }

    /// <summary>A silo is killed so often, on average; 0: never. The others likewise.</summary>
    public double KillsEvery { get; init; }

    /// <summary>A silo stands still.</summary>
    public double FreezesEvery { get; init; }

    /// <summary>A silo is stopped in good order.</summary>
    public double LeavesEvery { get; init; }

    /// <summary>A grain leaves memory.</summary>
    public double GrainsLeaveEvery { get; init; }

    /// <summary>The database is away for a while.</summary>
    public double DatabaseFailsEvery { get; init; }

    /// <summary>A machine's clock is set.</summary>
    public double ClocksJumpEvery { get; init; }

    /// <summary>A user writes or deletes at the source.</summary>
    public double SourceChangesEvery { get; init; }

    /// <summary>A user writes or deletes at the destination.</summary>
    public double DestinationChangesEvery { get; init; }

    /// <summary>The operator gives a command.</summary>
    public double CommandsEvery { get; init; }

    /// <summary>Calls of grains whose request or answer is lost.</summary>
    public double CallsLost { get; init; }

    /// <summary>Calls of grains that arrive twice.</summary>
    public double CallsRepeated { get; init; }

    /// <summary>A burst of faults at joints begins.</summary>
    public double BurstsEvery { get; init; }

    /// <summary>1: the job is removed, and added again, at any time, and removed at the end.</summary>
    public double Removes { get; init; }

    /// <summary>Calls of the database that don't arrive, or whose answer is lost.</summary>
    public double DatabaseLost { get; init; }

    /// <summary>The longest way of a call.</summary>
    public double SlowestCall { get; init; }

    /// <summary>Requests to stores that are answered with an error.</summary>
    public double RequestsRefused { get; init; }

    /// <summary>Requests to stores that never arrive.</summary>
    public double RequestsLost { get; init; }

    /// <summary>Requests to stores that are done, and the answer is lost.</summary>
    public double AnswersLost { get; init; }

    /// <summary>Bodies that break off.</summary>
    public double BodiesCut { get; init; }

    /// <summary>The longest way of a request to a store.</summary>
    public double SlowestRequest { get; init; }

    /// <summary>The longest that a page of a listing takes.</summary>
    public double SlowestPage { get; init; }

    /// <summary>Writes that the destination answers and doesn't keep.</summary>
    public double Forgets { get; init; }

    /// <summary>How long the destination's listing may not show what was written.</summary>
    public double ListingLag { get; init; }

    /// <summary>How far the source's clock is ahead.</summary>
    public double SourceClock { get; init; }

    /// <summary>How far the destination's clock is ahead.</summary>
    public double DestinationClock { get; init; }

    /// <summary>Requests to stores that are answered with 503 and how long to wait.</summary>
    public double Throttles { get; init; }

    /// <summary>A service encrypts with keys of its own, so that its ETags say nothing of the content: 1 the source's, 2 the destination's, 3 both.</summary>
    public double Encrypts { get; init; }

    /// <summary>The source tells no sizes: 1 in listings, 2 nowhere.</summary>
    public double Lengthless { get; init; }

    /// <summary>Objects that change by themselves at the destination once all has come to rest.</summary>
    public double Rots { get; init; }

    /// <summary>Draws a plan.</summary>
    public static HistoryPlan Draw(int seed)
    {
        // What came later has chances of its own, so that a seed's other days stay what they were.
        var (random, later) = (new Random(seed), new Random(~seed));
        var plan = new HistoryPlan()
        {
            Silos = random.Next(1, 5),
            Workers = random.Next(1, 4),
            Objects = Chance(5) ? random.Next(50, 150) : random.Next(1, 30),
            ShardObjects = random.Next(2, 8),
            HasPasses = random.Next(2),
            Check = random.Next(3),
            Trouble = Between(5, 180),
            KillsEvery = Sometimes(50, 5, 60),
            FreezesEvery = Sometimes(40, 5, 60),
            LeavesEvery = Sometimes(30, 10, 60),
            GrainsLeaveEvery = Sometimes(30, 0.5, 20),
            DatabaseFailsEvery = Sometimes(25, 20, 120),
            ClocksJumpEvery = Sometimes(20, 10, 120),
            SourceChangesEvery = Sometimes(60, 0.2, 20),
            DestinationChangesEvery = Sometimes(40, 0.5, 30),
            CommandsEvery = Sometimes(40, 5, 60),
            CallsLost = Sometimes(40, 0, 2),
            DatabaseLost = Sometimes(40, 0, 2),
            SlowestCall = Between(0.002, Chance(20) ? 3 : 0.05),
            RequestsRefused = Sometimes(50, 0, 10),
            RequestsLost = Sometimes(30, 0, 3),
            AnswersLost = Sometimes(40, 0, 5),
            BodiesCut = Sometimes(40, 0, 10),
            SlowestRequest = Between(0.005, Chance(20) ? 20 : 0.2),
            Forgets = Sometimes(25, 0, 25),
            ListingLag = Sometimes(25, 1, 30),
            SourceClock = Sometimes(50, -1200, 1200),
            DestinationClock = Sometimes(50, -1200, 1200),
            BurstsEvery = Sometimes(70, 3, 40),
            CallsRepeated = Sometimes(30, 0, 5),
            Removes = Chance(30) ? 1 : 0,
            SlowestPage = Sometimes(40, 0.5, 3),
            Throttles = later.Next(4) == 0 ? later.Next(1, 15) : 0,
            Encrypts = later.Next(5) == 0 ? later.Next(1, 4) : 0,
            Lengthless = later.Next(6) == 0 ? later.Next(1, 3) : 0,
            Rots = later.Next(4) == 0 ? later.Next(1, 4) : 0,
        };

        // Long quiet stretches: nothing but the bursts, and what users do.
        return plan.BurstsEvery > 0 && Chance(60)
            ? plan with
            {
                CommandsEvery = Between(5, 25),
                KillsEvery = 0,
                FreezesEvery = 0,
                LeavesEvery = 0,
                DatabaseFailsEvery = 0,
                CallsLost = 0,
                DatabaseLost = 0,
                RequestsRefused = 0,
                RequestsLost = 0,
                AnswersLost = 0,
                BodiesCut = 0,
            }
            : plan;

        bool Chance(double percent) => random.NextDouble() * 100 < percent;

        // Short ones are likelier, but of what may lie on both sides of zero.
        double Between(double least, double most) =>
            Math.Round(least + ((most - least) * (least < 0 ? random.NextDouble() : Math.Pow(random.NextDouble(), 2))), 3);

        double Sometimes(double percent, double least, double most) => Chance(percent) ? Between(least, most) : 0;
    }

    /// <summary>Plans with one trouble less, or fewer objects.</summary>
    public IEnumerable<HistoryPlan> Shorter() => Simpler.SelectMany(change => change.Values, (change, value) => (Member: Member(change.Name), Value: value))
        .Where(change => Math.Abs((double)change.Member.GetValue(this)!) > change.Value)
        .Select(change => With(change.Member, change.Value));

    /// <summary>With other values: <c>Objects=3,KillsEvery=0</c>.</summary>
    public HistoryPlan With(string changes) => changes.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(change => change.Split('='))
        .Aggregate(this, (plan, change) => plan.With(Member(change[0]), double.Parse(change[1], CultureInfo.InvariantCulture)));

    /// <summary>What must be said to <see cref="With(string)"/> to make this plan of another one.</summary>
    public string ChangesFrom(HistoryPlan other) => string.Join(',', Members.Where(member => !member.GetValue(this)!.Equals(member.GetValue(other)))
        .Select(member => string.Create(CultureInfo.InvariantCulture, $"{member.Name}={member.GetValue(this)}")));

    public override string ToString() => ChangesFrom(new());

    private static PropertyInfo Member(string name) =>
        Array.Find(Members, member => member.Name == name) ?? throw new ArgumentException($"a plan has no {name}", nameof(name));

    private HistoryPlan With(PropertyInfo member, double value)
    {
        var plan = this with { };
        member.SetValue(plan, value);
        return plan;
    }
}
