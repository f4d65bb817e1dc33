namespace OssTransfer.Transfer.Guard;

/// <summary>
/// How much of a job is moved at once here. A network line that many bodies use is slow for each of them: where one is, fewer are begun, and only one that is
/// alone is worth cutting; as moves end well, more are begun again. One for both stores of a job.
/// </summary>
public sealed class LineGate
{
    private readonly ConcurrencyGate _gate;

    /// <summary>A line that nothing is known of yet.</summary>
    public LineGate(EngineOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _gate = new(options.ObjectsInFlight + options.PartsInFlight, time);
    }

    /// <summary>Objects and parts at once, at present.</summary>
    public int Limit => _gate.Limit;

    internal ValueTask EnterAsync(CancellationToken cancellationToken) => _gate.EnterAsync(cancellationToken);

    internal void Exit()
    {
        _gate.Succeeded();
        _gate.Exit();
    }

    /// <summary>A body is slow. False: it has the line for itself already.</summary>
    internal bool NoteSlow() => _gate.Lower();
}
