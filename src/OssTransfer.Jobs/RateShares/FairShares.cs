namespace OssTransfer.Jobs.RateShares;

/// <summary>Divides a limit. Pure.</summary>
public static class FairShares
{
    /// <summary>
    /// Max-min fair: one that wants less than an equal part gets what it wants, and what it leaves is divided among the others. What is left when everybody has
    /// what it wants is divided equally, so that the shares always add up to the whole.
    /// </summary>
    /// <param name="whole">What there is.</param>
    /// <param name="demands">What each wants; infinity for as much as it can get.</param>
    public static double[] Divide(double whole, IReadOnlyList<double> demands)
    {
        ArgumentNullException.ThrowIfNull(demands);
        var shares = new double[demands.Count];
        var (left, open) = (whole, demands.Count);
        foreach (var i in Enumerable.Range(0, demands.Count).OrderBy(i => demands[i]))
        {
            shares[i] = Math.Min(demands[i], left / open);
            left -= shares[i];
            open--;
        }

        var rest = Math.Max(0, left) / Math.Max(1, demands.Count);
        return [.. shares.Select(share => share + rest)];
    }
}
