namespace OssTransfer.Oracle;

/// <summary>The headers that travel with an object, in one spelling whatever the vendor's is.</summary>
internal static class CarriedHeaders
{
    private const string Type = "content-type";
    private static readonly string[] Standard = [Type, "cache-control", "content-disposition", "content-encoding", "content-language", "expires"];
    private static readonly string[] UserPrefixes = ["x-amz-meta-", "x-oss-meta-", "x-cos-meta-", "x-qn-meta-", "x-bce-meta-"];

    /// <summary>An object of which no type is known is taken for bytes.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var carried = new SortedDictionary<string, string>(StringComparer.Ordinal) { [Type] = "application/octet-stream" };
        foreach (var (name, value) in headers)
        {
            var lower = name.ToLowerInvariant();
            if (Standard.Contains(lower))
            {
                carried[lower] = value;
            }
            else if (UserPrefixes.FirstOrDefault(prefix => lower.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix)
            {
                carried["meta " + lower[prefix.Length..]] = value;
            }
        }

        return carried;
    }
}
