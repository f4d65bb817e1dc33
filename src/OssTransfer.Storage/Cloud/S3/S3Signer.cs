using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Makes signed requests of calls. The signing key is derived once a day.</summary>
internal sealed class S3Signer(S3Location location, S3Credentials credentials, ServerClock clock) : ICloudSigner
{
    private static readonly Comparison<KeyValuePair<string, string>> ByName =
        static (one, other) => string.Compare(one.Key, other.Key, StringComparison.Ordinal);

    private readonly string? _sessionToken = credentials.SessionToken?.Reveal();
    private readonly string _base = $"{(location.IsHttps ? "https" : "http")}://{location.RequestAuthority}";
    private readonly string _bucketPath = location.Addressing == BucketAddressing.Path ? $"/{PercentEncoding.Encode(location.Bucket)}/" : "/";
    private SigningKey? _key;

    /// <summary>The request, signed with the time of now.</summary>
    public CloudRequest Sign(CloudCall call)
    {
        var time = clock.Now();
        var payloadHash = call.PayloadHash ?? SigV4.EmptyPayload;
        var path = _bucketPath + PercentEncoding.EncodePath(call.Key.Bytes);
        var query = call.Query.ToString();
        var headers = call.Headers;
        headers.Add(new("host", location.RequestAuthority));
        headers.Add(new("x-amz-content-sha256", payloadHash));
        headers.Add(new("x-amz-date", time.Stamp));
        if (_sessionToken is not null)
        {
            headers.Add(new("x-amz-security-token", _sessionToken));
        }

        headers.Sort(ByName);
        var authorization = SigV4.Authorize(Key(time), time, call.Method.Method, path, query, headers, payloadHash);

        headers.Add(new("authorization", authorization));
        headers.AddRange(call.UnsignedHeaders);
        var url = query.Length == 0 ? _base + path : $"{_base}{path}?{query}";
        return new CloudRequest(call.Method, url, location.RequestAuthority, call.What, headers)
        {
            Body = call.Body,
            AnswersLate = call.AnswersLate,
        };
    }

    private SigningKey Key(SigningTime time)
    {
        var key = Volatile.Read(ref _key);
        if (key?.Day != time.Day)
        {
            key = SigningKey.Derive(credentials.AccessKey, credentials.SecretKey, time.Day, location.Region);
            Volatile.Write(ref _key, key);
        }

        return key;
    }
}
