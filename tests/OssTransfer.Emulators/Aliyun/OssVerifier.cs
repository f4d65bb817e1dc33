using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Aliyun;

/// <summary>Verifies signature version 1 in headers, from the vendor's description of it.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The vendor's formula.")]
internal sealed class OssVerifier(EmulatorState state)
{
    private static readonly TimeSpan AcceptedSkew = TimeSpan.FromMinutes(15);

    /// <summary>Those of the vendor's list of signed sub-resources.</summary>
    private static readonly HashSet<string> Signed =
    [
        "acl", "bucketInfo", "location", "stat", "delete", "append", "tagging", "objectMeta", "uploads", "uploadId", "partNumber", "security-token",
        "position", "response-content-type", "response-content-language", "response-expires", "response-cache-control",
        "response-content-disposition", "response-content-encoding", "restore", "callback", "callback-var", "versions", "versioning", "versionId",
        "sequential", "continuation-token", "regionList", "cloudboxes", "symlink",
    ];

    public void Verify(EmulatorRequest request)
    {
        var authorization = request.Header("Authorization")
            ?? throw new EmulatorError(403, "AccessDenied", "You have no right to access this object because of bucket acl.");
        if (!authorization.StartsWith("OSS ", StringComparison.Ordinal) || authorization[4..].Split(':') is not [var accessKey, var signature])
        {
            throw new EmulatorError(400, "InvalidArgument", "Authorization header is invalid.");
        }

        if (accessKey != state.Options.AccessKey)
        {
            throw new EmulatorError(403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.");
        }

        CheckTime(request);
        if (state.Options.SecurityToken is { } token && request.Header("x-oss-security-token") != token)
        {
            throw new EmulatorError(403, "InvalidSecurityToken", "The security token you provided is invalid.");
        }

        if (signature != Expected(request))
        {
            throw new EmulatorError(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.");
        }
    }

    private void CheckTime(EmulatorRequest request)
    {
        var date = request.Header("x-oss-date") ?? request.Header("Date");
        if (!DateTimeOffset.TryParseExact(date, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            throw new EmulatorError(403, "AccessDenied", "OSS authentication requires a valid Date.");
        }

        if ((state.Now - signed).Duration() > AcceptedSkew)
        {
            throw new EmulatorError(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        }
    }

    private string Expected(EmulatorRequest request)
    {
        var text = new List<byte>();
        Line(request.Method);
        Line(request.Header("Content-MD5") ?? "");
        Line(request.Header("Content-Type") ?? "");
        Line(request.Header("x-oss-date") ?? request.Header("Date") ?? "");
        foreach (var header in request.Headers.Where(header => header.Key.StartsWith("x-oss-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal))
        {
            Line($"{header.Key.ToLowerInvariant()}:{header.Value.ToString().Trim()}");
        }

        text.AddRange(Encoding.UTF8.GetBytes($"/{request.Bucket}/"));
        text.AddRange(request.Key);
        var resources = request.Query.Where(field => Signed.Contains(field.Key) || field.Key.StartsWith("x-oss-", StringComparison.Ordinal))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => string.IsNullOrEmpty(field.Value) ? field.Key : $"{field.Key}={field.Value}")
            .ToList();
        text.AddRange(Encoding.UTF8.GetBytes(resources.Count == 0 ? "" : "?" + string.Join('&', resources)));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(state.Options.SecretKey), text.ToArray()));

        void Line(string line)
        {
            text.AddRange(Encoding.Latin1.GetBytes(line));
            text.Add((byte)'\n');
        }
    }
}
