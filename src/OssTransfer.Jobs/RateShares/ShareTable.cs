namespace OssTransfer.Jobs.RateShares;

/// <summary>
/// Who may use how much of one limit, in memory only. What holders may be keeping to (what they last reported, and every grant that may have reached them
/// since) never adds up to more than the limit: a share grows only by what others have given back, which they do with the report that names a smaller grant. So
/// a lost or late answer, or a holder that falls silent, costs others time and never exceeds the limit; only after the limit itself was lowered, the old shares
/// hold until each holder has asked once. Times are those of one monotonic clock.
/// </summary>
public sealed class ShareTable(TimeSpan lease)
{
    // Room to grow for one that isn't held back, and a part of an equal share that everybody has at least.
    private const double Headroom = 1.25;
    private const double LeastPart = 0.1;

    private readonly Dictionary<string, Seat> _seats = [];

    /// <summary>What those with a share may be keeping to together.</summary>
    public double InUse => _seats.Values.Sum(seat => seat.Most);

    /// <summary>The share of one that begins: as much as is free of what is due to it. One that has a share keeps it.</summary>
    public ShareGrant Enrol(string holder, double limit, long number, TimeSpan now)
    {
        if (!_seats.TryGetValue(holder, out var seat))
        {
            return Answer(holder, new(0, 0, 0, true), limit, number, now, mayRaise: true);
        }

        seat.ReportedAt = now;
        return seat.Last;
    }

    /// <summary>The share of one that reports.</summary>
    /// <param name="holder">Who.</param>
    /// <param name="report">What it says.</param>
    /// <param name="limit">What there is; infinity: no limit.</param>
    /// <param name="number">The number of this grant, greater than those of all before.</param>
    /// <param name="now">The time.</param>
    /// <param name="mayRaise">False while others may have shares that this table doesn't know of.</param>
    public ShareGrant Answer(string holder, ShareReport report, double limit, long number, TimeSpan now, bool mayRaise)
    {
        Expire(now, holder);
        if (!_seats.TryGetValue(holder, out var seat))
        {
            seat = _seats[holder] = new();
        }

        seat.Record(report, now);
        var share = Share(holder, seat, limit, mayRaise);
        return seat.Give(new(number, share));
    }

    /// <summary>Works on nothing any more: what it had is free.</summary>
    public void Leave(string holder) => _seats.Remove(holder);

    private double Share(string holder, Seat seat, double limit, bool mayRaise)
    {
        if (double.IsPositiveInfinity(limit))
        {
            return limit;
        }

        var least = LeastPart * limit / _seats.Count;
        var holders = _seats.Keys.ToArray();
        var due = FairShares.Divide(limit, [.. holders.Select(name => Math.Max(least, _seats[name].Demand))])[Array.IndexOf(holders, holder)];
        var free = mayRaise ? Math.Max(0, limit - InUse) : 0;
        return Math.Min(due, seat.Most + free);
    }

    private void Expire(TimeSpan now, string but)
    {
        foreach (var silent in _seats.Where(pair => pair.Key != but && now - pair.Value.ReportedAt > lease).Select(pair => pair.Key).ToArray())
        {
            _seats.Remove(silent);
        }
    }

    private sealed class Seat
    {
        private const int MaxUnderWay = 32;

        // Grants that the holder may or may not have heard of.
        private readonly List<ShareGrant> _underWay = [];
        private double _inForce;

        public double Demand { get; private set; }

        public TimeSpan ReportedAt { get; set; }

        public ShareGrant Last { get; private set; }

        /// <summary>The most that it may be keeping to.</summary>
        public double Most => _underWay.Aggregate(_inForce, (most, grant) => Math.Max(most, grant.PerSecond));

        public void Record(ShareReport report, TimeSpan now)
        {
            _inForce = report.InForce;
            _underWay.RemoveAll(grant => grant.Number <= report.Applied);
            Demand = report.IsHeldBack ? double.PositiveInfinity : report.Used * Headroom;
            ReportedAt = now;
        }

        public ShareGrant Give(ShareGrant grant)
        {
            if (_underWay.Count == MaxUnderWay)
            {
                // Of one that never hears anything only the most is remembered.
                var most = _underWay.Max(known => known.PerSecond);
                _underWay.Clear();
                _underWay.Add(new(Last.Number, most));
            }

            _underWay.Add(grant);
            return Last = grant;
        }
    }
}
