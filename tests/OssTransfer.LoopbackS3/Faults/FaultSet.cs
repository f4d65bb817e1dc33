using OssTransfer.LoopbackS3.Faults;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3;

/// <summary>The rules by which a server misbehaves at the moment. Safe to change while requests run.</summary>
public sealed class FaultSet
{
    private readonly Lock _lock = new();
    private readonly List<FaultRule> _rules = [];
    private volatile bool _isEmpty = true;
    private long _hits;

    internal FaultSet()
    {
    }

    /// <summary>Requests that were hit by some rule so far.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Adds a rule; its counts start at zero.</summary>
    public Fault Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            _rules.Add(new(fault));
            _isEmpty = false;
        }

        return fault;
    }

    /// <summary>Removes a rule that <see cref="Add"/> gave back; false where it is not there.</summary>
    public bool Remove(Fault fault)
    {
        lock (_lock)
        {
            var removed = _rules.RemoveAll(rule => ReferenceEquals(rule.Fault, fault)) > 0;
            _isEmpty = _rules.Count == 0;
            return removed;
        }
    }

    /// <summary>Removes all rules.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
            _isEmpty = true;
        }
    }

    internal ActiveFaults Match(S3Request request)
    {
        if (_isEmpty)
        {
            return ActiveFaults.None;
        }

        lock (_lock)
        {
            var hit = _rules.Where(rule => rule.Hits(request)).Select(rule => rule.Fault).ToArray();
            if (hit.Length == 0)
            {
                return ActiveFaults.None;
            }

            Interlocked.Increment(ref _hits);
            return new(hit);
        }
    }
}
