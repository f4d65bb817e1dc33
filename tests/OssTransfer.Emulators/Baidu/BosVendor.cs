using System.Text.Json;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Baidu;

/// <summary>Baidu BOS.</summary>
public sealed class BosVendor : IVendor
{
    private readonly EmulatorState _state;
    private readonly BucketHosts _hosts;
    private readonly BceVerifier _verifier;
    private readonly BosWrites _writes;

    public BosVendor(EmulatorState state)
    {
        _state = state;
        _hosts = new(state.Options, @"[a-z]+\.bcebos\.com");
        _verifier = new(state);
        _writes = new(state);
    }

    public string RequestIdHeader => "x-bce-request-id";

    /// <summary>Starts an emulator of BOS.</summary>
    public static Task<EmulatorServer> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default) =>
        EmulatorServer.StartAsync(static state => new BosVendor(state), options, cancellationToken);

    public void Understand(EmulatorRequest request)
    {
        if (!_hosts.Find(request))
        {
            throw new EmulatorError(403, "AccessDenied", "This bucket does not support path-style requests.");
        }

        request.Operation = (request.Method, request.Key.Length > 0) switch
        {
            ("GET", false) => "ListObjects",
            ("GET", true) => "GetObject",
            ("HEAD", true) => "HeadObject",
            ("PUT", true) when request.Parameter("uploadId") is not null => "UploadPart",
            ("PUT", true) => "PutObject",
            ("POST", true) when request.Parameter("uploads") is not null => "Initiate",
            ("POST", true) when request.Parameter("uploadId") is not null => "Complete",
            ("DELETE", true) => "DeleteObject",
            _ => "Unknown",
        };
    }

    public void Verify(EmulatorRequest request) => _verifier.Check(request);

    public EmulatorAnswer Do(EmulatorRequest request)
    {
        var bucket = _state.FindBucket(request.Bucket) ?? throw new EmulatorError(404, "NoSuchBucket", "The specified bucket does not exist.");
        return request.Operation switch
        {
            "ListObjects" => BosListing.List(request, bucket),
            "GetObject" or "HeadObject" => BosObjects.Read(request, bucket),
            "PutObject" => _writes.Put(request, bucket),
            "Initiate" => BosWrites.Initiate(request, bucket),
            "UploadPart" => BosWrites.UploadPart(request, bucket),
            "Complete" => _writes.Complete(request, bucket),
            "DeleteObject" => new EmulatorAnswer(bucket.Remove(request.Key) ? 204 : 404),
            _ => throw new EmulatorError(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
        };
    }

    public EmulatorAnswer Refuse(EmulatorRequest request, EmulatorError error) => request.Method == "HEAD" || error.Status == 304
        ? new EmulatorAnswer(error.Status)
        : EmulatorAnswer.Of(
            error.Status,
            JsonSerializer.Serialize(new { code = error.Code, message = error.Message, requestId = request.Id }),
            "application/json; charset=utf-8");
}
