using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Tencent;

/// <summary>Tencent COS.</summary>
public sealed class CosVendor : IVendor
{
    private readonly EmulatorState _state;
    private readonly BucketHosts _hosts;
    private readonly CosVerifier _verifier;
    private readonly CosWrites _writes;

    public CosVendor(EmulatorState state)
    {
        _state = state;
        _hosts = new(state.Options, @"cos(-internal)?\.[a-z0-9-]+\.(myqcloud\.com|tencentcos\.cn)");
        _verifier = new(state);
        _writes = new(state);
    }

    public string RequestIdHeader => "x-cos-request-id";

    /// <summary>Starts an emulator of COS.</summary>
    public static Task<EmulatorServer> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default) =>
        EmulatorServer.StartAsync(static state => new CosVendor(state), options, cancellationToken);

    public void Understand(EmulatorRequest request)
    {
        if (!_hosts.Find(request))
        {
            throw new EmulatorError(
                403, "PathStyleDomainForbidden", "The bucket you are attempting to access must be addressed using COS virtual-styled domain.");
        }

        request.Operation = (request.Method, request.Key.Length > 0) switch
        {
            ("GET", false) => "ListObjects",
            ("GET", true) => "GetObject",
            ("HEAD", true) => "HeadObject",
            ("PUT", true) when request.Parameter("uploadId") is not null => "UploadPart",
            ("PUT", true) => "PutObject",
            ("POST", true) when request.Parameter("uploads") is not null => "InitiateMultipartUpload",
            ("POST", true) when request.Parameter("uploadId") is not null => "CompleteMultipartUpload",
            ("POST", true) when request.Parameter("append") is not null => "AppendObject",
            ("DELETE", true) => "DeleteObject",
            _ => "Unknown",
        };
    }

    public void Verify(EmulatorRequest request) => _verifier.Verify(request);

    public EmulatorAnswer Do(EmulatorRequest request)
    {
        var bucket = _state.FindBucket(request.Bucket) ?? throw new EmulatorError(404, "NoSuchBucket", "The specified bucket does not exist.");
        return request.Operation switch
        {
            "ListObjects" => CosListing.List(request, bucket),
            "HeadObject" or "GetObject" => CosReads.Read(request, bucket),
            "PutObject" => _writes.Put(request, bucket),
            "AppendObject" => _writes.Append(request, bucket),
            "DeleteObject" => CosWrites.Delete(request, bucket),
            "InitiateMultipartUpload" => _writes.Initiate(request, bucket),
            "UploadPart" => CosWrites.UploadPart(request, bucket),
            "CompleteMultipartUpload" => _writes.Complete(request, bucket),
            _ => throw new EmulatorError(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
        };
    }

    public EmulatorAnswer Refuse(EmulatorRequest request, EmulatorError error)
    {
        var xml = new XmlText().Open("Error").Add("Code", error.Code).Add("Message", error.Message).Add("Resource", request.Host)
            .Add("RequestId", request.Id).Add("TraceId", request.Id).Close("Error").ToString();
        return request.Method == "HEAD" || error.Status == 304
            ? new EmulatorAnswer(error.Status)
            : EmulatorAnswer.Of(error.Status, xml, "application/xml");
    }
}
