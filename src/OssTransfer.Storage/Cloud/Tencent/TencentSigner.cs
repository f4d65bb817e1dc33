using System.Globalization;
using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Tencent;

/// <summary>Makes signed requests of calls. The signing key is derived once a minute.</summary>
internal sealed class TencentSigner : ICloudSigner
{
    /// <summary>A signature holds for clocks that differ by a quarter of an hour, as other vendors accept it.</summary>
    private const int SecondsBefore = 900;
    private const int SecondsAfter = 900;
    private readonly string _accessKey;
    private readonly Secret _secretKey;
    private readonly string? _token;
    private readonly ServerClock _clock;
    private readonly string _origin;
    private readonly string _root;
    private readonly byte[] _rootBytes;
    private readonly string _authority;
    private readonly KeyValuePair<string, string>[] _signedHeaders;
    private MinuteKey? _key;

    public TencentSigner(NativeLocation location, string accessKey, Secret secretKey, Secret? securityToken, ServerClock clock)
    {
        (_accessKey, _secretKey, _token, _clock) = (accessKey, secretKey, securityToken?.Reveal(), clock);
        (_origin, _root, _authority) = (location.Origin, location.Root, location.RequestAuthority);
        _rootBytes = Encoding.UTF8.GetBytes(_root);
        var host = KeyValuePair.Create("host", PercentEncoding.Encode(_authority));
        _signedHeaders = _token is null ? [host] : [host, new("x-cos-security-token", PercentEncoding.Encode(_token))];
    }

    public CloudRequest Sign(CloudCall call)
    {
        var time = _clock.Now();
        call.SignedAt = time;
        var key = Key(time);
        var query = call.Query.Sorted();
        var authorization = CosSignature.Authorize(
            _accessKey, key.SignKey, key.KeyTime, call.Method.Method.ToLowerInvariant(), [.. _rootBytes, .. call.Key.Bytes], query, _signedHeaders);

        var headers = call.Headers;
        headers.Add(new("authorization", authorization));
        if (_token is not null)
        {
            headers.Add(new("x-cos-security-token", _token));
        }

        headers.AddRange(call.UnsignedHeaders);
        var path = _root + PercentEncoding.EncodePath(call.Key.Bytes);
        var url = query.Count == 0 ? _origin + path : $"{_origin}{path}?{call.Query}";
        return new CloudRequest(call.Method, url, _authority, call.What, headers);
    }

    private MinuteKey Key(SigningTime time)
    {
        var minute = time.UnixSeconds / 60 * 60;
        var key = Volatile.Read(ref _key);
        if (key?.Minute != minute)
        {
            var keyTime = string.Create(CultureInfo.InvariantCulture, $"{minute - SecondsBefore};{minute + SecondsAfter}");
            key = new MinuteKey(minute, keyTime, CosSignature.SignKey(_secretKey, keyTime));
            Volatile.Write(ref _key, key);
        }

        return key;
    }

    private sealed record MinuteKey(long Minute, string KeyTime, string SignKey)
    {
        /// <summary>Not the key.</summary>
        public override string ToString() => KeyTime;
    }
}
