using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Qiniu;

/// <summary>Kodo's three kinds of signatures: of requests to services, of download URLs, and of upload policies.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The vendor's formula.")]
internal sealed class KodoVerifier(EmulatorState state)
{
    private const string Scheme = "Qiniu ";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>A request to a service.</summary>
    public void CheckService(EmulatorRequest request)
    {
        var authorization = request.Header("Authorization") ?? "";
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal)
            || !Hosts(request).Any(host => authorization == Scheme + Sign(ServiceText(request, host))))
        {
            throw BadToken;
        }

        if (request.Header("X-Qiniu-Date") is not { } date)
        {
            return;
        }

        var sent = DateTimeOffset.ParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if ((state.Now - sent).Duration() > Skew)
        {
            throw new EmulatorError(403, "", "request time is too skewed");
        }
    }

    /// <summary>A private download.</summary>
    public void CheckDownload(EmulatorRequest request)
    {
        var url = $"http://{request.Host}{request.RawTarget}";
        var at = url.LastIndexOf("&token=", StringComparison.Ordinal);
        if (at < 0 || url[(at + "&token=".Length)..] != Sign(url[..at]))
        {
            throw BadToken;
        }

        if (long.Parse(request.Parameter("e") ?? "0", CultureInfo.InvariantCulture) < state.Now.ToUnixTimeSeconds())
        {
            throw new EmulatorError(401, "", "token expired");
        }
    }

    /// <summary>An upload; gives the bucket that the policy is about.</summary>
    public string CheckUpload(string token)
    {
        var parts = token.Split(':');
        if (parts.Length != 3 || $"{parts[0]}:{parts[1]}" != Sign(parts[2]) || KodoText.FromBase64(parts[2]) is not { } json)
        {
            throw BadToken;
        }

        using var policy = JsonDocument.Parse(json);
        return policy.RootElement.GetProperty("deadline").GetInt64() < state.Now.ToUnixTimeSeconds()
            ? throw new EmulatorError(401, "", "expired token")
            : policy.RootElement.GetProperty("scope").GetString()!.Split(':')[0];
    }

    private static EmulatorError BadToken => new(401, "", "bad token");

    private string Sign(string text) =>
        $"{state.Options.AccessKey}:{KodoText.Base64(HMACSHA1.HashData(Encoding.UTF8.GetBytes(state.Options.SecretKey), Encoding.UTF8.GetBytes(text)))}";

    /// <summary>Clients differ in how they name a host with a port; the SDK for Node.js names the port twice. Real hosts have none.</summary>
    private static string[] Hosts(EmulatorRequest request)
    {
        var parts = request.Host.Split(':');
        return parts.Length == 1 ? [request.Host] : [request.Host, parts[0], $"{request.Host}:{parts[1]}"];
    }

    private static string ServiceText(EmulatorRequest request, string host)
    {
        var text = new StringBuilder($"{request.Method} {request.RawTarget}\nHost: {host}\n");
        var type = request.Header("Content-Type");
        if (type is not null)
        {
            text.Append("Content-Type: ").Append(type).Append('\n');
        }

        foreach (var name in
            request.Headers.Keys.Where(name => name.StartsWith("X-Qiniu-", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.OrdinalIgnoreCase))
        {
            var words = name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant());
            text.Append(string.Join('-', words)).Append(": ").Append(request.Header(name)).Append('\n');
        }

        text.Append('\n');
        return type is null or "application/octet-stream" ? text.ToString() : text.Append(Encoding.UTF8.GetString(request.Body)).ToString();
    }
}
