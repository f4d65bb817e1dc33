using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Aliyun;

/// <summary>Aliyun OSS.</summary>
public sealed class OssVendor : IVendor
{
    private readonly EmulatorState _state;
    private readonly BucketHosts _hosts;
    private readonly OssVerifier _verifier;
    private readonly OssReads _reads;
    private readonly OssWrites _writes;

    public OssVendor(EmulatorState state)
    {
        _state = state;
        _hosts = new(state.Options, @"oss-[a-z0-9-]+\.aliyuncs\.com");
        _verifier = new(state);
        _reads = new(state);
        _writes = new(state);
    }

    public string RequestIdHeader => "x-oss-request-id";

    /// <summary>Starts an emulator of OSS.</summary>
    public static Task<EmulatorServer> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default) =>
        EmulatorServer.StartAsync(static state => new OssVendor(state), options, cancellationToken);

    public void Understand(EmulatorRequest request)
    {
        if (!_hosts.Find(request))
        {
            throw new EmulatorError(403, "SecondLevelDomainForbidden", "Please use virtual hosted style to access.");
        }

        request.Operation = OssOperations.Of(request);
    }

    public void Verify(EmulatorRequest request) => _verifier.Verify(request);

    public EmulatorAnswer Do(EmulatorRequest request)
    {
        var bucket = _state.FindBucket(request.Bucket) ?? throw new EmulatorError(404, "NoSuchBucket", "The specified bucket does not exist.");
        return request.Operation switch
        {
            "ListObjects" => OssListing.List(request, bucket),
            "ListObjectsV2" => OssListing.List(request, bucket),
            "HeadObject" or "GetObject" => _reads.Read(request, bucket),
            "GetSymlink" => OssReads.Symlink(request, bucket),
            "PutObject" => _writes.Put(request, bucket),
            "AppendObject" => _writes.Append(request, bucket),
            "PutSymlink" => _writes.PutSymlink(request, bucket),
            "DeleteObject" => OssWrites.Delete(request, bucket),
            "RestoreObject" => OssWrites.Restore(request, bucket),
            "InitiateMultipartUpload" => _writes.Initiate(request, bucket),
            "UploadPart" => OssWrites.UploadPart(request, bucket),
            "CompleteMultipartUpload" => _writes.Complete(request, bucket),
            "AbortMultipartUpload" => OssWrites.Abort(request, bucket),
            _ => throw new EmulatorError(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
        };
    }

    public EmulatorAnswer Refuse(EmulatorRequest request, EmulatorError error)
    {
        var xml = new XmlText().Open("Error").Add("Code", error.Code).Add("Message", error.Message).Add("RequestId", request.Id)
            .Add("HostId", request.Host).Add("EC", "0000-00000000").Close("Error").ToString();
        return error.Status == 304
            ? new EmulatorAnswer(304)
            : request.Method == "HEAD"
                ? new EmulatorAnswer(error.Status).With("x-oss-err", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(xml)))
                : EmulatorAnswer.Of(error.Status, xml, "application/xml");
    }
}
