namespace OssTransfer.Storage.UrlList;

/// <summary>What is asked of a URL.</summary>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Address">Where.</param>
internal sealed record UrlCall(HttpMethod Method, UrlAddress Address)
{
    public ByteRange? Range { get; init; }

    /// <summary>A condition, already as a header.</summary>
    public KeyValuePair<string, string>? Condition { get; init; }
}
