namespace OssTransfer.Storage.Cloud.Http;

/// <summary>A request that is signed and ready to go.</summary>
/// <param name="Method">GET, PUT, ...</param>
/// <param name="Url">The whole URL, already encoded; its path and query go out as they are.</param>
/// <param name="Authority">Host and port, for messages.</param>
/// <param name="What">The operation and its key, for messages.</param>
/// <param name="Headers">All headers but Host and Content-Length; each char is a byte.</param>
internal sealed record CloudRequest(
    HttpMethod Method, string Url, string Authority, CloudOperation What, List<KeyValuePair<string, string>> Headers)
{
    public UploadBody? Body { get; init; }

    /// <summary>The store may work for minutes before it answers.</summary>
    public bool AnswersLate { get; init; }
}
