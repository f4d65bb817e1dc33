using System.Collections.Concurrent;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3;

/// <summary>What a server was asked. A request is counted when it is understood, before it is answered.</summary>
public sealed class RequestLog
{
    private readonly bool _keep;
    private readonly long[] _counts = new long[Enum.GetValues<S3Operation>().Length];
    private readonly ConcurrentQueue<RequestRecord> _records = new();

    internal RequestLog(bool keep) => _keep = keep;

    /// <summary>All requests since the start or <see cref="Clear"/>, oldest first; empty where the log is switched off.</summary>
    public IReadOnlyList<RequestRecord> All => [.. _records];

    /// <summary>Number of requests of all operations.</summary>
    public long Total => Enumerable.Range(0, _counts.Length).Sum(i => Interlocked.Read(ref _counts[i]));

    /// <summary>Number of requests of one operation.</summary>
    public long Count(S3Operation operation) => Interlocked.Read(ref _counts[(int)operation]);

    /// <summary>The requests of one operation, oldest first.</summary>
    public IReadOnlyList<RequestRecord> Of(S3Operation operation) => [.. _records.Where(record => record.Operation == operation)];

    /// <summary>Forgets requests and counts.</summary>
    public void Clear()
    {
        _records.Clear();
        for (var i = 0; i < _counts.Length; i++)
        {
            Interlocked.Exchange(ref _counts[i], 0);
        }
    }

    /// <summary>Null where neither the log nor a hook wants a record.</summary>
    internal RequestRecord? Add(S3Request request, string rawTarget)
    {
        Interlocked.Increment(ref _counts[(int)request.Operation]);
        if (!_keep && !request.Faults.Has(FaultKind.Hook))
        {
            return null;
        }

        var record = new RequestRecord
        {
            Operation = request.Operation,
            Bucket = request.Target.Bucket,
            Key = request.Key,
            Method = request.Http.Request.Method,
            RawTarget = rawTarget,
            Headers = request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Faults = [.. request.Faults.All.Select(fault => fault.Kind)],
        };
        if (_keep)
        {
            _records.Enqueue(record);
        }

        return record;
    }
}
