using System.Security.Cryptography;
using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>bce-auth-v1: pure functions.</summary>
internal static class BceSignature
{
    /// <summary>The key of one second: its hexadecimal text is what signs.</summary>
    /// <param name="prefix"><c>bce-auth-v1/ak/time/seconds</c></param>
    /// <param name="secretKey">The secret.</param>
    public static string SigningKey(string prefix, ReadOnlySpan<byte> secretKey) => Hash(secretKey, prefix);

    /// <summary>The header's value.</summary>
    /// <param name="prefix">As in <see cref="SigningKey"/>.</param>
    /// <param name="signingKey">Of that prefix.</param>
    /// <param name="method">In upper case.</param>
    /// <param name="path">As it goes out, encoded.</param>
    /// <param name="query">Fields as they go out, encoded, every name with '='; in any order.</param>
    /// <param name="headers">Those to sign, names in lower case; in any order.</param>
    public static string Authorize(
        string prefix, string signingKey, string method, string path, string query, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        // Sorted as they are encoded and with their values, which differs where one name begins with another.
        var fields = query.Split('&', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(fields, StringComparer.Ordinal);
        var lines = new string[headers.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = $"{headers[i].Key}:{PercentEncoding.Encode(headers[i].Value.Trim())}";
        }

        Array.Sort(lines, StringComparer.Ordinal);
        var request = $"{method}\n{path}\n{string.Join('&', fields)}\n{string.Join('\n', lines)}";
        var names = string.Join(';', lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        return $"{prefix}/{names}/{Hash(Encoding.UTF8.GetBytes(signingKey), request)}";
    }

    private static string Hash(ReadOnlySpan<byte> key, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
