using System.Text;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>Makes signed requests of calls. The signing key is derived once a second.</summary>
internal sealed class BceSigner(BaiduLocation location, string accessKey, Secret secretKey, Secret? sessionToken, ServerClock clock) : ICloudSigner
{
    private readonly byte[] _secretKey = Encoding.UTF8.GetBytes(secretKey.Reveal());
    private readonly string? _sessionToken = sessionToken?.Reveal();
    private readonly string _bucketPath = location.IsPathStyle ? $"/{PercentEncoding.Encode(location.Bucket)}/" : "/";
    private BceKey? _key;

    public CloudRequest Sign(CloudCall call)
    {
        var key = Key(clock.Now());
        var path = _bucketPath + PercentEncoding.EncodePath(call.Key.Bytes);
        var query = call.Query.ToString();
        var headers = call.Headers;
        headers.Add(new("host", location.RequestAuthority));
        headers.Add(new("x-bce-date", key.Date));
        if (_sessionToken is not null)
        {
            headers.Add(new("x-bce-security-token", _sessionToken));
        }

        headers.Add(new("authorization", BceSignature.Authorize(key.Prefix, key.Key, call.Method.Method, path, query, headers)));
        headers.AddRange(call.UnsignedHeaders);
        var url = $"{location.RequestUrl}{path}{(query.Length == 0 ? "" : "?")}{query}";
        return new CloudRequest(call.Method, url, location.RequestAuthority, call.What, headers);
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
