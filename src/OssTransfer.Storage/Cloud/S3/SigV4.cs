using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>AWS Signature Version 4 in headers, as a pure function. A path is signed as it goes out: encoded once, never normalised.</summary>
internal static class SigV4
{
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    public const string EmptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const int MostRecentNames = 8;

    private static (string[] Names, string Joined)[] _recentNames = [];

    /// <summary>The value of the Authorization header.</summary>
    /// <param name="key">Of the day of <paramref name="time"/>.</param>
    /// <param name="time">The same as in x-amz-date.</param>
    /// <param name="method">In upper case.</param>
    /// <param name="path">Encoded, as it goes out.</param>
    /// <param name="query">Encoded and sorted, every name with '='; empty for none.</param>
    /// <param name="headers">The headers to sign, names in lower case and sorted; each char is a byte.</param>
    /// <param name="payloadHash">The same as in x-amz-content-sha256.</param>
    public static string Authorize(
        SigningKey key,
        SigningTime time,
        string method,
        string path,
        string query,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        string payloadHash)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        HashCanonicalRequest(method, path, query, headers, payloadHash, digest);

        Span<byte> toSign = stackalloc byte[256];
        var length = Put(toSign, 0, Algorithm, '\n');
        length = Put(toSign, length, time.Stamp, '\n');
        length = Put(toSign, length, key.Scope, '\n');
        Convert.TryToHexStringLower(digest, toSign[length..], out var hexLength);
        length += hexLength;

        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, toSign[..length], signature);
        Span<char> hex = stackalloc char[2 * HMACSHA256.HashSizeInBytes];
        Convert.TryToHexStringLower(signature, hex, out _);
        return string.Concat(key.Credential, Names(headers), ", Signature=", hex);
    }

    private static void HashCanonicalRequest(
        string method, string path, string query, IReadOnlyList<KeyValuePair<string, string>> headers, string payloadHash, Span<byte> digest)
    {
        var size = method.Length + path.Length + query.Length + payloadHash.Length + 5;
        for (var i = 0; i < headers.Count; i++)
        {
            size += (2 * headers[i].Key.Length) + headers[i].Value.Length + 3;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var at = Put(buffer, 0, method, '\n');
        at = Put(buffer, at, path, '\n');
        at = Put(buffer, at, query, '\n');
        for (var i = 0; i < headers.Count; i++)
        {
            at = Put(buffer, at, headers[i].Key, ':');
            at = Put(buffer, at, Trimmed(headers[i].Value), '\n');
        }

        buffer[at++] = (byte)'\n';
        for (var i = 0; i < headers.Count; i++)
        {
            at = Put(buffer, at, headers[i].Key, i == headers.Count - 1 ? '\n' : ';');
        }

        at += Encoding.Latin1.GetBytes(payloadHash, buffer.AsSpan(at));
        SHA256.HashData(buffer.AsSpan(0, at), digest);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int Put(Span<byte> buffer, int at, string text, char end)
    {
        at += Encoding.Latin1.GetBytes(text, buffer[at..]);
        buffer[at] = (byte)end;
        return at + 1;
    }

    /// <summary>Trimmed, with each run of spaces inside replaced by one.</summary>
    private static string Trimmed(string value)
    {
        if (!value.Contains("  ", StringComparison.Ordinal))
        {
            return value.Length > 0 && (value[0] == ' ' || value[^1] == ' ') ? value.Trim(' ') : value;
        }

        return string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Nearly all requests have the same headers as one of a few before.</summary>
    private static string Names(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var recent = Volatile.Read(ref _recentNames);
        foreach (var known in recent)
        {
            if (Are(headers, known.Names))
            {
                return known.Joined;
            }
        }

        string[] names = [.. headers.Select(header => header.Key)];
        var joined = string.Join(';', names);
        Volatile.Write(ref _recentNames, [(names, joined), .. recent.Take(MostRecentNames - 1)]);
        return joined;
    }

    private static bool Are(IReadOnlyList<KeyValuePair<string, string>> headers, string[] names)
    {
        if (headers.Count != names.Length)
        {
            return false;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (!string.Equals(headers[i].Key, names[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
