using System.Collections.Frozen;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>The headers that .NET keeps with a request's content.</summary>
internal static class ContentHeaders
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "content-type", "content-md5", "content-encoding", "content-disposition", "content-language", "expires",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="name">In lower case.</param>
    public static bool Has(string name) => Names.Contains(name);
}
