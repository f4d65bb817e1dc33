using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.Storage.Cloud.Tencent;

/// <summary>COS's signature (<c>q-sign-algorithm=sha1</c>), as pure functions.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The vendor's formula.")]
internal static class CosSignature
{
    /// <summary>The secret key narrowed to a span of time: 40 hex digits.</summary>
    public static string SignKey(Secret secretKey, string keyTime) =>
        Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secretKey.Reveal()), Encoding.ASCII.GetBytes(keyTime)));

    /// <summary>The value of the Authorization header.</summary>
    /// <param name="accessKey">Whose.</param>
    /// <param name="signKey">Of the same <paramref name="keyTime"/>.</param>
    /// <param name="keyTime">First and last second in which it holds: <c>1480932292;1481012292</c>.</param>
    /// <param name="method">In lower case.</param>
    /// <param name="path">Bytes as they are, not encoded.</param>
    /// <param name="parameters">Names in lower case and sorted, both encoded.</param>
    /// <param name="headers">The same of the headers.</param>
    public static string Authorize(
        string accessKey,
        string signKey,
        string keyTime,
        string method,
        ReadOnlySpan<byte> path,
        IReadOnlyList<KeyValuePair<string, string>> parameters,
        IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        HashRequest(method, path, Joined(parameters), Joined(headers), digest);

        Span<byte> signature = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(Encoding.ASCII.GetBytes(signKey), Encoding.ASCII.GetBytes($"sha1\n{keyTime}\n{Convert.ToHexStringLower(digest)}\n"), signature);
        return $"q-sign-algorithm=sha1&q-ak={accessKey}&q-sign-time={keyTime}&q-key-time={keyTime}"
            + $"&q-header-list={Names(headers)}&q-url-param-list={Names(parameters)}&q-signature={Convert.ToHexStringLower(signature)}";
    }

    private static void HashRequest(string method, ReadOnlySpan<byte> path, string parameters, string headers, Span<byte> digest)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(method.Length + path.Length + parameters.Length + headers.Length + 4);
        var at = Put(buffer, 0, method);
        path.CopyTo(buffer.AsSpan(at));
        at += path.Length;
        buffer[at++] = (byte)'\n';
        at = Put(buffer, at, parameters);
        at = Put(buffer, at, headers);
        SHA1.HashData(buffer.AsSpan(0, at), digest);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int Put(byte[] buffer, int at, string text)
    {
        at += Encoding.ASCII.GetBytes(text, buffer.AsSpan(at));
        buffer[at] = (byte)'\n';
        return at + 1;
    }

    private static string Joined(IReadOnlyList<KeyValuePair<string, string>> fields) => fields.Count switch
    {
        0 => "",
        1 => $"{fields[0].Key}={fields[0].Value}",
        _ => string.Join('&', fields.Select(field => $"{field.Key}={field.Value}")),
    };

    private static string Names(IReadOnlyList<KeyValuePair<string, string>> fields) => fields.Count switch
    {
        0 => "",
        1 => fields[0].Key,
        _ => string.Join(';', fields.Select(field => field.Key)),
    };
}
