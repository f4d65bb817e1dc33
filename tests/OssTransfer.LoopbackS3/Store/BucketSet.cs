using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace OssTransfer.LoopbackS3;

/// <summary>The buckets of a server.</summary>
public sealed class BucketSet : IEnumerable<Bucket>
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    internal BucketSet(TimeProvider time) => _time = time;

    /// <summary>The bucket of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Bucket this[string name] => _buckets[name];

    /// <summary>Makes a bucket, or gives the one that is there.</summary>
    public Bucket Add(string name) => _buckets.GetOrAdd(name, static (n, time) => new(n, time), _time);

    /// <summary>Removes a bucket with all that is in it; false where there was none.</summary>
    public bool Remove(string name) => _buckets.TryRemove(name, out _);

    /// <summary>The bucket of that name, or false.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Bucket? bucket) => _buckets.TryGetValue(name, out bucket);

    /// <inheritdoc/>
    public IEnumerator<Bucket> GetEnumerator() =>
        _buckets.Values.OrderBy(bucket => bucket.Name, StringComparer.Ordinal).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
