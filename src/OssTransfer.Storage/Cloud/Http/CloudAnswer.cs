namespace OssTransfer.Storage.Cloud.Http;

/// <summary>An answer whose headers have arrived. Dispose it, or the body that <see cref="CloudHttp.Body"/> makes of it.</summary>
/// <param name="Response">Status, headers and the body to come.</param>
/// <param name="What">The operation and its key, for messages.</param>
internal sealed record CloudAnswer(HttpResponseMessage Response, CloudOperation What) : IDisposable
{
    public int Status => (int)Response.StatusCode;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The header's bytes as they came; null where it isn't there.</summary>
    public string? Header(string name) =>
        Response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    public void Dispose() => Response.Dispose();
}
