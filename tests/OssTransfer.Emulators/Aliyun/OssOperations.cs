using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Aliyun;

/// <summary>What a request asks for.</summary>
internal static class OssOperations
{
    public static string Of(EmulatorRequest request) => (request.Method, request.Key.Length > 0) switch
    {
        ("GET", false) when request.Parameter("list-type") == "2" => "ListObjectsV2",
        ("GET", false) => "ListObjects",
        ("GET", true) when Has(request, "symlink") => "GetSymlink",
        ("GET", true) => "GetObject",
        ("HEAD", true) => "HeadObject",
        ("PUT", true) when Has(request, "symlink") => "PutSymlink",
        ("PUT", true) when Has(request, "uploadId") => "UploadPart",
        ("PUT", true) => "PutObject",
        ("POST", true) when Has(request, "append") => "AppendObject",
        ("POST", true) when Has(request, "uploads") => "InitiateMultipartUpload",
        ("POST", true) when Has(request, "uploadId") => "CompleteMultipartUpload",
        ("POST", true) when Has(request, "restore") => "RestoreObject",
        ("DELETE", true) when Has(request, "uploadId") => "AbortMultipartUpload",
        ("DELETE", true) => "DeleteObject",
        _ => "Unknown",
    };

    private static bool Has(EmulatorRequest request, string name) => request.Parameter(name) is not null;
}
