using System.Text;
using OssTransfer.LoopbackS3.Auth;
using OssTransfer.LoopbackS3.Faults;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>A request, understood step by step.</summary>
internal sealed class S3Request(HttpContext http, RequestTarget target, S3Query query, S3Operation operation)
{
    private string? _key;

    public HttpContext Http { get; } = http;

    public RequestTarget Target { get; } = target;

    public S3Query Query { get; } = query;

    public S3Operation Operation { get; } = operation;

    public ActiveFaults Faults { get; set; } = ActiveFaults.None;

    /// <summary>Only after the signature was checked.</summary>
    public VerifiedRequest Verified { get; set; } = null!;

    public string Key => _key ??= Encoding.UTF8.GetString(Target.Key);

    public IHeaderDictionary Headers => Http.Request.Headers;

    public string? Header(string name)
    {
        string? value = Headers[name];
        return value;
    }
}
