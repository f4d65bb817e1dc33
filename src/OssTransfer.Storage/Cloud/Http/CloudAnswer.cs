namespace OssTransfer.Storage.Cloud.Http;

/// <summary>An answer whose headers have arrived. Dispose it, or the body that <see cref="CloudHttp.Body"/> makes of it.</summary>
/// <param name="Response">Status, headers and the body to come.</param>
/// <param name="Sent">What it answers.</param>
internal sealed record CloudAnswer(HttpResponseMessage Response, CloudRequest Sent) : IDisposable
{
    /// <summary>The operation and its key, for messages.</summary>
    public CloudOperation What => Sent.What;

    public int Status => (int)Response.StatusCode;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The header's bytes as they came; null where it isn't there.</summary>
    public string? Header(string name) =>
        Response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>A text that the server chose, as it may be shown.</summary>
    public string? Shown(string? text) => SentSecrets.Hide(Sent, text);

    public void Dispose() => Response.Dispose();
}
