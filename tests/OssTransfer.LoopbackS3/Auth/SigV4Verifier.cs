using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Auth;

/// <summary>Decides whether a request was signed by the owner of the secret. Shares no code with the signer that it judges.</summary>
internal sealed class SigV4Verifier(LoopbackOptions options, Func<DateTimeOffset> now)
{
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly SigningKeys _keys = new(options.SecretKey);

    /// <summary>What was signed; an S3 error where the signature is missing, wrong or too old.</summary>
    public VerifiedRequest Verify(string method, RequestTarget target, S3Query query, IHeaderDictionary headers)
    {
        var signed = SignatureReader.Read(headers, query) ?? throw S3Errors.AccessDenied;
        if (signed.Scope.AccessKey != options.AccessKey)
        {
            throw S3Errors.InvalidAccessKeyId;
        }

        CheckToken(headers, query);
        CheckRegion(signed);
        CheckTime(signed);
        CheckSignedHeaders(headers, signed);
        var key = _keys.For(signed.Scope);
        CheckSignature(method, target, query, headers, signed, key);
        return new(signed, key);
    }

    private static void CheckSignature(
        string method, RequestTarget target, S3Query query, IHeaderDictionary headers, SignedRequest signed, byte[] key)
    {
        var buffer = _buffer ??= new(4096);
        buffer.ResetWrittenCount();
        CanonicalRequest.Write(buffer, method, target.Path, query, headers, signed);
        var stringToSign =
            $"AWS4-HMAC-SHA256\n{signed.Timestamp}\n{signed.Scope.Text}\n{Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan))}";
        if (Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.Latin1.GetBytes(stringToSign))) != signed.Signature)
        {
            throw new S3Error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.")
            {
                Details =
                [
                    ("StringToSign", stringToSign),
                    ("CanonicalRequest", Encoding.Latin1.GetString(buffer.WrittenSpan)),
                ],
            };
        }
    }

    private static void CheckSignedHeaders(IHeaderDictionary headers, SignedRequest signed)
    {
        if (!signed.SignedHeaders.Contains("host"))
        {
            throw S3Errors.AccessDenied;
        }

        foreach (var (name, _) in headers)
        {
            if (name.StartsWith(HeaderNames.AmzPrefix, StringComparison.OrdinalIgnoreCase)
                && !signed.SignedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !(signed.Lifetime is not null && name.Equals(HeaderNames.ContentSha256, StringComparison.OrdinalIgnoreCase)))
            {
                throw new S3Error(403, "AccessDenied", "There were headers present in the request which were not signed.")
                {
                    Details = [("HeadersNotSigned", name)],
                };
            }
        }
    }

    private void CheckToken(IHeaderDictionary headers, S3Query query)
    {
        if (options.SessionToken is not { } expected)
        {
            return;
        }

        string? token = headers[HeaderNames.SecurityToken];
        if ((token ?? query.Text("X-Amz-Security-Token")) is not { } sent)
        {
            throw S3Errors.InvalidAccessKeyId;
        }

        if (sent != expected)
        {
            throw S3Errors.InvalidToken;
        }
    }

    private void CheckRegion(SignedRequest signed)
    {
        if (options.Region is { } region && signed.Scope.Region != region)
        {
            throw new S3Error(400, "AuthorizationHeaderMalformed", $"The region '{signed.Scope.Region}' is wrong; expecting '{region}'")
            {
                Details = [("Region", region)],
            };
        }
    }

    private void CheckTime(SignedRequest signed)
    {
        if (!DateTimeOffset.TryParseExact(
                signed.Timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || !signed.Timestamp.StartsWith(signed.Scope.Date, StringComparison.Ordinal))
        {
            throw S3Errors.AuthorizationMalformed;
        }

        var age = now() - time;
        if (age < -MaxSkew || (signed.Lifetime is null && age > MaxSkew))
        {
            throw S3Errors.RequestTimeTooSkewed;
        }

        if (signed.Lifetime is { } lifetime && age > lifetime)
        {
            throw S3Errors.RequestExpired;
        }
    }
}
