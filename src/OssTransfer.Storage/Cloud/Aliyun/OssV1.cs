using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.Storage.Cloud.Aliyun;

/// <summary>
/// OSS signature version 1, as a pure function. It covers the bucket's name wherever the request has it, so a custom domain needs nothing else.
/// </summary>
internal static class OssV1
{
    /// <summary>The signature in base64.</summary>
    /// <param name="secretKey">Its bytes.</param>
    /// <param name="method">In upper case.</param>
    /// <param name="contentMd5">As in the header; empty for none.</param>
    /// <param name="contentType">As in the header; empty for none.</param>
    /// <param name="date">As in x-oss-date; in a signed URL the second at which it ends.</param>
    /// <param name="headers">The x-oss headers, names in lower case and sorted; each char is a byte.</param>
    /// <param name="resource"><c>/bucket/key</c>, bytes as they are, and the signed parameters.</param>
    [SuppressMessage("Security", "CA5350", Justification = "The vendor's formula.")]
    public static string Sign(
        ReadOnlySpan<byte> secretKey,
        string method,
        string contentMd5,
        string contentType,
        string date,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        ReadOnlySpan<byte> resource)
    {
        var size = method.Length + contentMd5.Length + contentType.Length + date.Length + 4 + resource.Length;
        for (var i = 0; i < headers.Count; i++)
        {
            size += headers[i].Key.Length + headers[i].Value.Length + 2;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var at = Put(buffer, 0, method, '\n');
        at = Put(buffer, at, contentMd5, '\n');
        at = Put(buffer, at, contentType, '\n');
        at = Put(buffer, at, date, '\n');
        for (var i = 0; i < headers.Count; i++)
        {
            at = Put(buffer, at, headers[i].Key, ':');
            at = Put(buffer, at, headers[i].Value, '\n');
        }

        resource.CopyTo(buffer.AsSpan(at));
        Span<byte> signature = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secretKey, buffer.AsSpan(0, at + resource.Length), signature);
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToBase64String(signature);
    }

    /// <summary>What a signature names as its resource.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">Empty for the bucket itself.</param>
    /// <param name="parameters">The signed ones, sorted, values not encoded; one that is empty counts as its name alone.</param>
    public static byte[] Resource(string bucket, ObjectKey key, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var front = $"/{bucket}/";
        var back = parameters.Count == 0
            ? ""
            : "?" + string.Join('&', parameters.Select(field => field.Value.Length == 0 ? field.Key : $"{field.Key}={field.Value}"));
        var backBytes = Encoding.UTF8.GetByteCount(back);
        var resource = new byte[front.Length + key.Length + backBytes];
        Encoding.ASCII.GetBytes(front, resource);
        key.Bytes.CopyTo(resource.AsSpan(front.Length));
        Encoding.UTF8.GetBytes(back, resource.AsSpan(front.Length + key.Length));
        return resource;
    }

    private static int Put(byte[] buffer, int at, string text, char end)
    {
        at += Encoding.Latin1.GetBytes(text, buffer.AsSpan(at));
        buffer[at] = (byte)end;
        return at + 1;
    }
}
