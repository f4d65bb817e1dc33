using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>Makes signed requests of calls. The signing key is derived once a second.</summary>
internal sealed class BceSigner(NativeLocation location, string accessKey, Secret secretKey, Secret? sessionToken, ServerClock clock) : ICloudSigner
{
    private readonly byte[] _secretKey = Encoding.UTF8.GetBytes(secretKey.Reveal());
    private readonly string? _sessionToken = sessionToken?.Reveal();
    private readonly string _origin = location.Origin;
    private readonly string _root = location.Root;
    private readonly string _authority = location.RequestAuthority;
    private BceKey? _key;

    public CloudRequest Sign(CloudCall call)
    {
        var time = clock.Now();
        call.SignedAt = time;
        var key = Key(time);
        var path = _root + PercentEncoding.EncodePath(call.Key.Bytes);
        var query = call.Query.ToString();
        var headers = call.Headers;
        headers.Add(new("host", _authority));
        headers.Add(new("x-bce-date", key.Date));
        if (_sessionToken is not null)
        {
            headers.Add(new("x-bce-security-token", _sessionToken));
        }

        headers.Add(new("authorization", BceSignature.Authorize(key.Prefix, key.Key, call.Method.Method, path, query, headers)));
        headers.AddRange(call.UnsignedHeaders);
        var url = query.Length == 0 ? _origin + path : $"{_origin}{path}?{query}";
        return new CloudRequest(call.Method, url, _authority, call.What, headers);
    }

    private BceKey Key(SigningTime time)
    {
        var key = Volatile.Read(ref _key);
        if (key?.Second != time.Second)
        {
            key = BceKey.Derive(accessKey, _secretKey, time);
            Volatile.Write(ref _key, key);
        }

        return key;
    }
}
