using System.Collections.Frozen;
using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Aliyun;

/// <summary>Makes signed requests of calls, with signature version 1: it needs no region, which a custom domain doesn't show.</summary>
internal sealed class AliyunSigner(NativeLocation location, string accessKey, Secret secretKey, Secret? securityToken, ServerClock clock) : ICloudSigner
{
    /// <summary>Parameters that are part of the resource.</summary>
    private static readonly FrozenSet<string> Signed = new[] { "symlink", "acl", "restore", "continuation-token" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secretKey.Reveal());
    private readonly string? _token = securityToken?.Reveal();
    private readonly string _origin = location.Origin;
    private readonly string _root = location.Root;
    private readonly string _authority = location.RequestAuthority;

    public CloudRequest Sign(CloudCall call)
    {
        var time = clock.Now();
        call.SignedAt = time;
        var headers = call.Headers;
        headers.Add(new("x-oss-date", time.HttpDate));
        if (_token is not null)
        {
            headers.Add(new("x-oss-security-token", _token));
        }

        var resource = OssV1.Resource(location.Bucket, call.Key, Parameters(call.Query));
        var signature = OssV1.Sign(_secret, call.Method.Method, "", "", time.HttpDate, headers, resource);
        headers.Add(new("authorization", $"OSS {accessKey}:{signature}"));
        headers.AddRange(call.UnsignedHeaders);

        var path = _root + PercentEncoding.EncodePath(call.Key.Bytes);
        var query = call.Query.ToString();
        var url = query.Length == 0 ? _origin + path : $"{_origin}{path}?{query}";
        return new CloudRequest(call.Method, url, _authority, call.What, headers);
    }

    private static KeyValuePair<string, string>[] Parameters(CloudQuery query)
    {
        var fields = query.Sorted();
        return fields.Count == 0
            ? []
            : [.. fields.Where(field => Signed.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, Uri.UnescapeDataString(field.Value)))];
    }
}
