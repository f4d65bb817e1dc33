using OssTransfer.Jobs.RateShares;

namespace OssTransfer.Jobs.Tests.RateShares;

public sealed class ShareTableTests
{
    private const double Limit = 20_000_000;
    private const double Unlimited = double.PositiveInfinity;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(7);
    private readonly ShareTable _table = new(Lease);
    private readonly Dictionary<string, (double InForce, long Applied)> _silos = [];
    private TimeSpan _now;
    private long _number;

    [Fact]
    public void One_silo_alone_has_it_all_at_once()
    {
        Enrol("a");

        Assert.Equal(Limit, _silos["a"].InForce);
        Assert.Equal(Limit, Report("a", used: 0, isHeldBack: false));
    }

    [Fact]
    public void A_silo_that_joins_has_its_share_as_soon_as_the_others_have_said_that_they_keep_to_less()
    {
        Enrol("a");

        Assert.Equal(0, Enrol("b"));
        Assert.Equal(Limit / 2, Report("a"));
        Assert.Equal(0, Report("b"));
        Assert.Equal(Limit / 2, Report("a"));
        Assert.Equal(Limit / 2, Report("b"));
    }

    [Fact]
    public void What_a_silo_does_not_use_goes_to_the_others_and_comes_back_when_it_is_held_back()
    {
        Enrol("a");
        Enrol("b");
        Rounds(3, ("a", Limit, true), ("b", 1_000_000, false));
        Assert.Equal((Limit - 1_250_000, 1_250_000), (_silos["a"].InForce, _silos["b"].InForce));

        Rounds(3, ("a", Limit, true), ("b", 1_250_000, true));

        Assert.Equal((Limit / 2, Limit / 2), (_silos["a"].InForce, _silos["b"].InForce));
    }

    [Fact]
    public void Everyone_who_works_has_something()
    {
        Enrol("a");
        Enrol("b");

        Rounds(5, ("a", Limit, true), ("b", 0, false));

        Assert.Equal(Limit / 20, _silos["b"].InForce);
    }

    [Fact]
    public void A_lost_answer_keeps_what_it_may_have_brought()
    {
        Enrol("a");
        Enrol("b");
        Report("a", isLost: true);

        Assert.Equal(0, Report("b"));
        Assert.Equal(Limit, _table.InUse);
        Report("a");
        Assert.Equal(0, Report("b"));
        Report("a");
        Assert.Equal(Limit / 2, Report("b"));
    }

    [Fact]
    public void A_silent_silo_keeps_its_share_for_its_lease()
    {
        Enrol("a");
        Enrol("b");
        Rounds(3, ("a", Limit, true), ("b", Limit, true));
        _now += Lease;

        Assert.Equal(Limit / 2, Report("b"));
        _now += TimeSpan.FromSeconds(0.1);

        Assert.Equal(Limit, Report("b"));
    }

    [Fact]
    public void One_that_leaves_frees_its_share_at_once()
    {
        Enrol("a");
        _table.Leave("a");

        Assert.Equal(Limit, Enrol("b"));
    }

    [Fact]
    public void A_new_table_takes_the_shares_that_it_hears_of_and_raises_none_before_it_knows_all()
    {
        _silos["a"] = (15_000_000, 0);
        _silos["b"] = (5_000_000, 0);

        Assert.Equal(15_000_000, Report("a", mayRaise: false));
        Assert.Equal(5_000_000, Report("b", mayRaise: false));
        Assert.Equal(10_000_000, Report("a", mayRaise: false));
        Report("a");
        Assert.Equal(10_000_000, Report("b"));
    }

    [Fact]
    public void A_lower_limit_holds_for_each_silo_from_its_next_report_on_and_a_lifted_one_as_well()
    {
        Enrol("a");
        Enrol("b");
        Rounds(3, ("a", Limit, true), ("b", Limit, true));

        Assert.Equal(1_000_000, Report("a", limit: 2_000_000));
        Assert.Equal(1_000_000, Report("b", limit: 2_000_000));
        Assert.Equal(Unlimited, Report("a", limit: Unlimited));
        Assert.Equal(Unlimited, Report("b", limit: Unlimited));
        Assert.Equal(1_000_000, Report("a", limit: 2_000_000));
        Assert.Equal(1_000_000, Report("b", limit: 2_000_000));
    }

    /// <summary>Silos come, go, fall silent; answers are lost, late and overtaken: what they keep to never adds up to more than the limit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_limit_is_never_exceeded(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            new Chaos(random).Run(150);
        }
    }

    private double Enrol(string silo)
    {
        var grant = _table.Enrol(silo, Limit, ++_number, _now);
        _silos[silo] = (grant.PerSecond, grant.Number);
        return grant.PerSecond;
    }

    private double Report(string silo, double used = Limit, bool isHeldBack = true, double limit = Limit, bool isLost = false, bool mayRaise = true)
    {
        var (inForce, applied) = _silos[silo];
        var grant = _table.Answer(silo, new(inForce, applied, used, isHeldBack), limit, ++_number, _now, mayRaise);
        if (!isLost)
        {
            _silos[silo] = (grant.PerSecond, grant.Number);
        }

        return grant.PerSecond;
    }

    private void Rounds(int count, params (string Silo, double Used, bool IsHeldBack)[] silos)
    {
        for (var i = 0; i < count; i++)
        {
            foreach (var (silo, used, isHeldBack) in silos)
            {
                Report(silo, used, isHeldBack);
            }
        }
    }

    private sealed class Chaos(Random random)
    {
        private const double Whole = 1000;
        private readonly ShareTable _table = new(TimeSpan.FromSeconds(7));
        private readonly Dictionary<string, Silo> _silos = [];
        private readonly List<(string Silo, int Life, ShareGrant Grant)> _underWay = [];
        private TimeSpan _now;
        private long _number;
        private int _lives;

        public void Run(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                _now += TimeSpan.FromSeconds(random.NextDouble() * 0.5);
                Step("silo" + random.Next(4));

                // A silo that heard nothing for its lease, which is shorter than the table's, works no more.
                foreach (var (name, silo) in _silos.Where(pair => _now - pair.Value.ReportedAt > TimeSpan.FromSeconds(6)).ToArray())
                {
                    _silos.Remove(name);
                }

                var sum = _silos.Values.Sum(silo => silo.InForce);
                Assert.True(sum <= Whole * 1.000001, $"{sum} after {i} steps");
                Assert.True(_table.InUse <= Whole * 1.000001, $"{_table.InUse} after {i} steps");
            }
        }

        private void Step(string name)
        {
            switch (random.Next(10))
            {
                case 0 when !_silos.ContainsKey(name):
                    // The answer is there before work begins.
                    var begun = _table.Enrol(name, Whole, ++_number, _now);
                    _silos[name] = new(++_lives) { InForce = begun.PerSecond, Applied = begun.Number, ReportedAt = _now };
                    break;
                case 1 when random.Next(4) == 0 && _silos.Remove(name):
                    _table.Leave(name);
                    break;
                case 2 when _underWay.Count > 0:
                    _underWay.RemoveAt(random.Next(_underWay.Count));
                    break;
                case 3 or 4 or 5 when _underWay.Count > 0:
                    Arrive(random.Next(_underWay.Count));
                    break;
                default:
                    if (_silos.TryGetValue(name, out var silo))
                    {
                        var report = new ShareReport(silo.InForce, silo.Applied, random.NextDouble() * silo.InForce, random.Next(2) == 0);
                        _underWay.Add((name, silo.Life, _table.Answer(name, report, Whole, ++_number, _now, mayRaise: true)));
                        silo.ReportedAt = _now;
                    }

                    break;
            }
        }

        private void Arrive(int index)
        {
            var (name, life, grant) = _underWay[index];
            _underWay.RemoveAt(index);
            if (_silos.TryGetValue(name, out var silo) && silo.Life == life && grant.Number > silo.Applied)
            {
                (silo.InForce, silo.Applied) = (grant.PerSecond, grant.Number);
            }
        }

        private sealed class Silo(int life)
        {
            public int Life { get; } = life;

            public double InForce { get; set; }

            public long Applied { get; set; }

            public TimeSpan ReportedAt { get; set; }
        }
    }
}
