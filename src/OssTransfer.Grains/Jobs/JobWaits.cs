using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Jobs;

/// <summary>What the requests of each silo wait for; in memory only, for nothing but reports.</summary>
internal sealed class JobWaits
{
    private readonly Dictionary<string, (RequestWait Wait, TimeSpan At)> _waits = [];

    /// <summary>A silo says what it waits for; null: nothing.</summary>
    public void Note(string holder, RequestWait? wait, TimeSpan now)
    {
        if (wait is null)
        {
            _waits.Remove(holder);
        }
        else
        {
            _waits[holder] = (wait, now);
        }
    }

    /// <summary>The wait that goes on longest, for people; null: there is none.</summary>
    public string? TextAt(TimeSpan now)
    {
        foreach (var (holder, _) in _waits.Where(noted => noted.Value.At + noted.Value.Wait.Left <= now).ToArray())
        {
            _waits.Remove(holder);
        }

        return _waits.Count == 0
            ? null
            : _waits.Values.MaxBy(noted => noted.At + noted.Wait.Left) is var (wait, at)
            ? WaitText.Of(wait.Side, wait.ToWait(now - at))
            : null;
    }
}
