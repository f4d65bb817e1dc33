namespace OssTransfer.Jobs.Config;

/// <summary>How URLs of a list are read.</summary>
public sealed record UrlSpec
{
    /// <summary>The key ends before the query string (<c>url-query: drop</c>).</summary>
    public bool DropsQuery { get; init; }

    /// <summary>Private addresses that may be read from, as <c>address/bits</c>, separated by commas; empty: none.</summary>
    public string Allow { get; init; } = "";

    /// <summary>The encoding that the list may have besides UTF-8, in lower case; null: none.</summary>
    public string? NameEncoding { get; init; }

    /// <summary>The proxy; null: none, whatever the environment says.</summary>
    public ProxySpec? Proxy { get; init; }
}
