namespace OssTransfer.Storage.Cloud;

/// <summary>A query string as SigV4 wants it: encoded, then sorted by name, every name with '='.</summary>
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

    public override string ToString()
    {
        if (_fields.Count == 0)
        {
            return "";
        }

        _fields.Sort(ByName);
        return string.Join('&', _fields.Select(field => $"{field.Key}={field.Value}"));
    }
}
