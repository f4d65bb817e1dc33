using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Guard;

/// <summary>
/// How much of a job is moved at once here. A network that many bodies share is slow for each of them: where one is slow, fewer are begun, and only one that is
/// alone is worth cutting; as moves end well, more are begun again. One for both stores of a job.
/// </summary>
public sealed class NetworkGate
{
    private readonly ConcurrencyGate _gate;
    private readonly int _most;
    private readonly WaitClock _wait;

    /// <summary>A network of which nothing is known yet.</summary>
    public NetworkGate(EngineOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _most = options.ObjectsInFlight + options.PartsInFlight;
        _gate = new(_most, time);
        _wait = new(time);
    }

    /// <summary>Objects and parts at once, at present.</summary>
    public int Limit => _gate.Limit;

    /// <summary>How long objects and parts waited for their place on it since bodies were found to be slow, added up over all of them.</summary>
    public TimeSpan Waited => _wait.Total;

    internal ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        var entry = _gate.EnterAsync(cancellationToken);
        return _gate.Limit < _most ? _wait.CountAsync(entry) : entry;
    }

    internal void Exit()
    {
        _gate.Succeeded();
        _gate.Exit();
    }

    /// <summary>A body is slow. False: it has the network to itself already.</summary>
    internal bool NoteSlow() => _gate.Lower();
}
