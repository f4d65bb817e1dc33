namespace OssTransfer.Emulators.Common;

/// <summary>How an emulator misbehaves. Rules may be added while it runs; the first that fits is taken.</summary>
public sealed class EmulatorFaults
{
    private readonly Lock _lock = new();
    private readonly List<(EmulatorFault Fault, int Left)> _rules = [];
    private int _hits;

    /// <summary>Requests that went wrong on purpose.</summary>
    public int Hits => Volatile.Read(ref _hits);

    public void Add(EmulatorFault fault)
    {
        lock (_lock)
        {
            _rules.Add((fault, fault.Times));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    internal EmulatorFault? Match(EmulatorRequest request)
    {
        lock (_lock)
        {
            var at = _rules.FindIndex(rule => rule.Fault.When(request));
            if (at < 0)
            {
                return null;
            }

            var (fault, left) = _rules[at];
            if (left == 1)
            {
                _rules.RemoveAt(at);
            }
            else
            {
                _rules[at] = (fault, left - 1);
            }

            Interlocked.Increment(ref _hits);
            return fault;
        }
    }
}
