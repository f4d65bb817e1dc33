using System.Globalization;
using System.Text;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Benchmarks.Limit;

/// <summary>Requests to one bucket as bytes, signed beforehand, without a digest of the body.</summary>
internal sealed class LimitRequests(S3Location location, string accessKey, Secret secretKey)
{
    private readonly S3Signer _signer = new(location, new(accessKey, secretKey, null), new(TimeProvider.System));

    public byte[] Get(ObjectKey key, long offset, int bytes)
    {
        var call = new CloudCall(HttpMethod.Get, new("GetObject", location.Bucket, key), CloudScope.Object);
        call.Headers.Add(new("range", string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + bytes - 1}")));
        return Spell(call, null);
    }

    public byte[] Put(ObjectKey key, int bytes) => Put(key, CloudQuery.None, bytes);

    public byte[] PutPart(ObjectKey key, string uploadId, int number, int bytes) =>
        Put(key, new CloudQuery().Add("partNumber", number.ToString(CultureInfo.InvariantCulture)).Add("uploadId", uploadId), bytes);

    private byte[] Put(ObjectKey key, CloudQuery query, int bytes) => Spell(
        new CloudCall(HttpMethod.Put, new("PutObject", location.Bucket, key), CloudScope.Object) { Query = query, PayloadHash = SigV4.UnsignedPayload }, bytes);

    private byte[] Spell(CloudCall call, int? bytes)
    {
        var signed = _signer.Sign(call);
        var target = signed.Url[(signed.Url.IndexOf(location.RequestAuthority, StringComparison.Ordinal) + location.RequestAuthority.Length)..];
        var text = new StringBuilder($"{call.Method.Method} {target} HTTP/1.1\r\n");
        foreach (var (name, value) in signed.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (bytes is { } length)
        {
            text.Append(CultureInfo.InvariantCulture, $"content-length: {length}\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }
}
