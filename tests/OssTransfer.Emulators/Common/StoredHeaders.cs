using Microsoft.AspNetCore.Http;

namespace OssTransfer.Emulators.Common;

/// <summary>The headers of a writing that a reading gives back.</summary>
public static class StoredHeaders
{
    private static readonly string[] Standard = ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    /// <param name="headers">Of the request.</param>
    /// <param name="metaPrefix">What the names of user metadata begin with.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IHeaderDictionary headers, string metaPrefix)
    {
        var kept = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in headers)
        {
            if (Standard.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                kept.Add(new(name, value.ToString()));
            }
            else if (name.StartsWith(metaPrefix, StringComparison.OrdinalIgnoreCase))
            {
                kept.Add(new(name.ToLowerInvariant(), value.ToString()));
            }
        }

        return kept;
    }
}
