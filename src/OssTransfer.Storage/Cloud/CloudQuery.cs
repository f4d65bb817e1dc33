using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>A query string as signatures want it: encoded, then sorted by name, every name with '='.</summary>
internal sealed class CloudQuery
{
    private static readonly Comparison<KeyValuePair<string, string>> ByName =
        static (one, other) => string.Compare(one.Key, other.Key, StringComparison.Ordinal);

    private readonly List<KeyValuePair<string, string>> _fields = [];

    /// <summary>No fields; never added to.</summary>
    public static CloudQuery None { get; } = new();

    /// <param name="name">Of letters and '-' only.</param>
    /// <param name="value">As it is.</param>
    public CloudQuery Add(string name, string value = "")
    {
        _fields.Add(new(name, PercentEncoding.Encode(value)));
        return this;
    }

    /// <param name="name">Of letters and '-' only.</param>
    /// <param name="value">As it is.</param>
    public CloudQuery Add(string name, ReadOnlySpan<byte> value)
    {
        _fields.Add(new(name, PercentEncoding.Encode(value)));
        return this;
    }

    /// <summary>Sorted by name, values encoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sorted()
    {
        if (_fields.Count > 1)
        {
            _fields.Sort(ByName);
        }

        return _fields;
    }

    public override string ToString() =>
        _fields.Count == 0 ? "" : string.Join('&', Sorted().Select(field => $"{field.Key}={field.Value}"));
}
