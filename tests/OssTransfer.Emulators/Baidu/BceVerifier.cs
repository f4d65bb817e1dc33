using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Baidu;

/// <summary>bce-auth-v1 after its description: everything is made again from the request as it arrived.</summary>
internal sealed class BceVerifier(EmulatorState state)
{
    private static readonly string[] SignedByDefault = ["host", "content-length", "content-type", "content-md5"];

    public void Check(EmulatorRequest request)
    {
        var parts = (request.Header("Authorization") ?? "").Split('/');
        if (parts is not ["bce-auth-v1", var accessKey, var time, var seconds, var names, var signature])
        {
            throw new EmulatorError(403, "InvalidHTTPAuthHeader", "The HTTP authorization header is invalid.");
        }

        if (accessKey != state.Options.AccessKey)
        {
            throw new EmulatorError(403, "InvalidAccessKeyId", "The Access Key ID you provided does not exist in our records.");
        }

        CheckTime(time, seconds);
        if (state.Options.SecurityToken is { } token && request.Header("x-bce-security-token") != token)
        {
            throw new EmulatorError(403, "InvalidAccessKeyId", "The security token is not valid.");
        }

        var signed = names.Length == 0 ? Default(request) : names.Split(';');
        if (!signed.Contains("host"))
        {
            throw new EmulatorError(403, "SignatureDoesNotMatch", "The host must be signed.");
        }

        var key = Hash(state.Options.SecretKey, $"bce-auth-v1/{accessKey}/{time}/{seconds}");
        if (Hash(key, Canonical(request, signed)) != signature)
        {
            throw new EmulatorError(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.");
        }
    }

    private void CheckTime(string time, string seconds)
    {
        var sent = DateTimeOffset.ParseExact(time, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if ((sent - state.Now).Duration() > TimeSpan.FromMinutes(15))
        {
            throw new EmulatorError(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        }

        if (state.Now - sent > TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)))
        {
            throw new EmulatorError(403, "RequestExpired", "Request has expired.");
        }
    }

    private static string[] Default(EmulatorRequest request) =>
        [
            .. request.Headers.Keys.Select(name => name.ToLowerInvariant())
                .Where(name => SignedByDefault.Contains(name) || name.StartsWith("x-bce-", StringComparison.Ordinal)),
        ];

    private static string Canonical(EmulatorRequest request, string[] signed)
    {
        var query = request.Query.Where(field => !field.Key.Equals("authorization", StringComparison.OrdinalIgnoreCase))
            .Select(field => $"{UrlCode.Encode(field.Key)}={UrlCode.Encode(field.Value ?? "")}").Order(StringComparer.Ordinal);
        var headers = signed.Select(name => (Name: name, Value: (request.Header(name) ?? "").Trim())).Where(header => header.Value.Length > 0)
            .Select(header => $"{UrlCode.Encode(header.Name)}:{UrlCode.Encode(Encoding.Latin1.GetBytes(header.Value))}").Order(StringComparer.Ordinal);
        return $"{request.Method}\n{UrlCode.Encode(request.Path, keepSlash: true)}\n{string.Join('&', query)}\n{string.Join('\n', headers)}";
    }

    private static string Hash(string key, string text) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
}
