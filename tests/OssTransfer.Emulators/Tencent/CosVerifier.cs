using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Tencent;

/// <summary>Verifies COS's signature in headers, from the vendor's description of it: only what the request itself names as signed is.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The vendor's formula.")]
internal sealed class CosVerifier(EmulatorState state)
{
    public void Verify(EmulatorRequest request)
    {
        var authorization = request.Header("Authorization") ?? throw Denied("Access Denied.");
        var fields = authorization.Split('&')
            .Select(field => field.Split('=', 2))
            .Where(field => field.Length == 2)
            .ToDictionary(field => field[0], field => field[1]);
        if (!fields.TryGetValue("q-ak", out var accessKey) || accessKey != state.Options.AccessKey)
        {
            throw new EmulatorError(403, "InvalidAccessKeyId", "The Access Key Id you provided does not exist in our records.");
        }

        CheckTime(fields["q-sign-time"]);
        CheckTime(fields["q-key-time"]);
        var headers = Listed(fields["q-header-list"]);
        if (!headers.Contains("host"))
        {
            throw Denied("The host is not signed.");
        }

        if (state.Options.SecurityToken is { } token && request.Header("x-cos-security-token") != token)
        {
            throw new EmulatorError(403, "InvalidSecurity", "The provided security token is invalid.");
        }

        if (fields["q-signature"] != Expected(request, fields, headers))
        {
            throw new EmulatorError(403, "SignatureDoesNotMatch", "The Signature you specified is invalid.");
        }
    }

    private string Expected(EmulatorRequest request, Dictionary<string, string> fields, string[] headers)
    {
        var parameters = Listed(fields["q-url-param-list"])
            .Select(name =>
                $"{name}={Encode(request.Query.First(field => string.Equals(Encode(field.Key), name, StringComparison.OrdinalIgnoreCase)).Value ?? "")}");
        var values = headers.Select(name => $"{name}={UrlCode.Encode(Encoding.Latin1.GetBytes(request.Header(Uri.UnescapeDataString(name)) ?? ""))}");
        byte[] http =
        [
            .. Encoding.ASCII.GetBytes(request.Method.ToLowerInvariant() + "\n"),
            .. request.Path,
            .. Encoding.ASCII.GetBytes($"\n{string.Join('&', parameters)}\n{string.Join('&', values)}\n"),
        ];
        var signKey = Hex(Hmac(Encoding.UTF8.GetBytes(state.Options.SecretKey), fields["q-key-time"]));
        return Hex(Hmac(Encoding.ASCII.GetBytes(signKey), $"sha1\n{fields["q-sign-time"]}\n{Hex(SHA1.HashData(http))}\n"));
    }

    private void CheckTime(string span)
    {
        var now = state.Now.ToUnixTimeSeconds();
        if (span.Split(';') is not [var from, var to] || long.Parse(from, CultureInfo.InvariantCulture) > now
            || long.Parse(to, CultureInfo.InvariantCulture) < now)
        {
            throw Denied("Request has expired");
        }
    }

    private static string Encode(string text) => UrlCode.Encode(text);

    private static string[] Listed(string names) => names.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Hmac(byte[] key, string text) => HMACSHA1.HashData(key, Encoding.ASCII.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static EmulatorError Denied(string message) => new(403, "AccessDenied", message);
}
