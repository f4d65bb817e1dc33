using System.Collections.Concurrent;

namespace OssTransfer.Emulators.Common;

/// <summary>What an emulator was asked.</summary>
public sealed class EmulatorLog
{
    private readonly bool _keep;
    private readonly ConcurrentQueue<EmulatorRecord> _records = new();

    internal EmulatorLog(bool keep) => _keep = keep;

    /// <summary>All requests since the start or <see cref="Clear"/>, oldest first.</summary>
    public IReadOnlyList<EmulatorRecord> All => [.. _records];

    /// <summary>Those of one operation.</summary>
    public IReadOnlyList<EmulatorRecord> Of(string operation) => [.. _records.Where(record => record.Operation == operation)];

    public void Clear() => _records.Clear();

    internal EmulatorRecord? Add(EmulatorRequest request)
    {
        if (!_keep)
        {
            return null;
        }

        var record = new EmulatorRecord
        {
            Operation = request.Operation,
            Bucket = request.Bucket,
            Key = request.KeyText,
            Method = request.Method,
            RawTarget = request.RawTarget,
            Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        };
        _records.Enqueue(record);
        return record;
    }
}
