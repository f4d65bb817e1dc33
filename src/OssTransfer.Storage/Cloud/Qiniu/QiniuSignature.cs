using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Kodo's signatures: pure functions.</summary>
[SuppressMessage("Security", "CA5350", Justification = "the vendor's formula")]
internal static class QiniuSignature
{
    /// <summary>The access key and the signature of a text: <c>ak:signature</c>.</summary>
    public static string Sign(string accessKey, ReadOnlySpan<byte> secretKey, string text) =>
        $"{accessKey}:{UrlSafeBase64.Encode(HMACSHA1.HashData(secretKey, Encoding.UTF8.GetBytes(text)))}";

    /// <summary>What a request to a service signs, in the form that Authorization begins with <c>Qiniu</c>.</summary>
    /// <param name="method">In upper case.</param>
    /// <param name="target">Path and query, as they go out.</param>
    /// <param name="host">As the Host header names it.</param>
    /// <param name="contentType">Null where there is none.</param>
    /// <param name="headers">Those of which the name begins with <c>X-Qiniu-</c>, spelt so, sorted by name.</param>
    /// <param name="body">Empty where it is not part of the signature.</param>
    public static string TextOf(
        string method, string target, string host, string? contentType, IReadOnlyList<KeyValuePair<string, string>> headers, string body)
    {
        var text = new StringBuilder(256).Append(method).Append(' ').Append(target).Append("\nHost: ").Append(host);
        if (contentType is not null)
        {
            text.Append("\nContent-Type: ").Append(contentType);
        }

        foreach (var (name, value) in headers)
        {
            text.Append('\n').Append(name).Append(": ").Append(value);
        }

        return text.Append("\n\n").Append(body).ToString();
    }

    /// <summary>A private download's URL.</summary>
    /// <param name="url">Without or with a query.</param>
    /// <param name="deadline">Until when it is good, in seconds since 1970.</param>
    /// <param name="accessKey">Who signs.</param>
    /// <param name="secretKey">With what.</param>
    public static string SignedUrl(string url, long deadline, string accessKey, ReadOnlySpan<byte> secretKey)
    {
        var withDeadline = $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}e={deadline}";
        return $"{withDeadline}&token={Sign(accessKey, secretKey, withDeadline)}";
    }
}
