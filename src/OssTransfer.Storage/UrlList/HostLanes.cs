using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>
/// Limits what is done at one host at the same time and per second. Hosts without work are forgotten, so a list may name any number of them.
/// </summary>
/// <param name="mostAtOnce">Requests and bodies of one host.</param>
/// <param name="perSecond">Requests of one host; null without limit.</param>
/// <param name="time">The clock.</param>
internal sealed class HostLanes(int mostAtOnce, double? perSecond, TimeProvider time)
{
    /// <summary>Shorter than what a request's answer may take, so that a request that waits too long fails with the reason.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private const int SweepFrom = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HostLane> _lanes = new(StringComparer.Ordinal);
    private int _sweepAt = SweepFrom;

    /// <summary>Hosts that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lanes.Count;
            }
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.Throttled"/>: the host has had too much to do for too long.</exception>
    public async ValueTask<HostPermit> EnterAsync(string host, CloudOperation what, CancellationToken cancellationToken)
    {
        var (lane, turn) = Queue(host);
        if (turn is not null)
        {
            await WaitAsync(lane, turn, what, cancellationToken);
        }

        var permit = new HostPermit(() => Leave(lane));
        try
        {
            if (Begin(lane) is { } pause && pause > TimeSpan.Zero)
            {
                await (pause <= Timeout ? Task.Delay(pause, time, cancellationToken) : throw Busy(what, pause));
            }

            return permit;
        }
        catch
        {
            permit.Dispose();
            throw;
        }
    }

    private (HostLane Lane, TaskCompletionSource? Turn) Queue(string host)
    {
        lock (_lock)
        {
            if (!_lanes.TryGetValue(host, out var lane))
            {
                Sweep();
                _lanes.Add(host, lane = new(host));
            }

            if (lane.UnderWay < mostAtOnce && lane.Waiting.Count == 0)
            {
                lane.UnderWay++;
                return (lane, null);
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lane.Waiting.AddLast(turn);
            return (lane, turn);
        }
    }

    private async Task WaitAsync(HostLane lane, TaskCompletionSource turn, CloudOperation what, CancellationToken cancellationToken)
    {
        try
        {
            await turn.Task.WaitAsync(Timeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (!GiveUp(lane, turn))
            {
                // The turn came in the same moment.
                Leave(lane);
            }

            throw e is TimeoutException ? Busy(what, null) : new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    private bool GiveUp(HostLane lane, TaskCompletionSource turn)
    {
        lock (_lock)
        {
            var isWaiting = lane.Waiting.Remove(turn);
            Forget(lane);
            return isWaiting;
        }
    }

    private void Leave(HostLane lane)
    {
        lock (_lock)
        {
            if (lane.Waiting.First is { } next)
            {
                lane.Waiting.RemoveFirst();
                next.Value.SetResult();
                return;
            }

            lane.UnderWay--;
            Forget(lane);
        }
    }

    /// <summary>How long until the request may begin, which is booked where it can be waited for; null: no rate is set.</summary>
    private TimeSpan? Begin(HostLane lane)
    {
        if (perSecond is not { } rate)
        {
            return null;
        }

        lock (_lock)
        {
            var now = time.GetTimestamp();
            var begin = Math.Max(now, lane.NextBegin);
            var pause = time.GetElapsedTime(now, begin);
            if (pause <= Timeout)
            {
                lane.NextBegin = begin + (long)(time.TimestampFrequency / rate);
            }

            return pause;
        }
    }

    private void Forget(HostLane lane)
    {
        if (lane.IsIdle(time.GetTimestamp()))
        {
            _lanes.Remove(lane.Host);
        }
    }

    /// <summary>Drops hosts that only waited for their rate.</summary>
    private void Sweep()
    {
        if (_lanes.Count < _sweepAt)
        {
            return;
        }

        var now = time.GetTimestamp();
        foreach (var lane in _lanes.Values.Where(lane => lane.IsIdle(now)).ToList())
        {
            _lanes.Remove(lane.Host);
        }

        _sweepAt = Math.Max(SweepFrom, _lanes.Count * 2);
    }

    private static StorageException Busy(CloudOperation what, TimeSpan? pause) =>
        new(StorageErrorKind.Throttled, $"{what}: as many requests as its host may get are under way or waiting") { RetryAfter = pause };
}
