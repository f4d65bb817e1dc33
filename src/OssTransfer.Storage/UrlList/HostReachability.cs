namespace OssTransfer.Storage.UrlList;

/// <summary>
/// Distinguishes a host that is down from a network that is down: while other hosts answer, it is the host, and waiting long for it is of no use.
/// </summary>
internal sealed class HostReachability(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private string? _last;
    private long _lastAt;
    private long _othersAt;
    private bool _hasOthers;

    public void Answered(string host)
    {
        lock (_lock)
        {
            if (_last is not null && host != _last)
            {
                (_othersAt, _hasOthers) = (_lastAt, true);
            }

            (_last, _lastAt) = (host, time.GetTimestamp());
        }
    }

    /// <summary>Some other host has answered within the last half minute.</summary>
    public bool OthersAnswer(string host)
    {
        lock (_lock)
        {
            return host == _last ? _hasOthers && IsFresh(_othersAt) : _last is not null && IsFresh(_lastAt);
        }
    }

    private bool IsFresh(long at) => time.GetElapsedTime(at) < Fresh;
}
