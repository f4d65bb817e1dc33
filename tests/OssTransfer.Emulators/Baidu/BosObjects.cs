using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Baidu;

/// <summary>Objects of an emulated bucket, and how they are read.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The vendor's formula.")]
public static class BosObjects
{
    /// <summary>The object as it is after PUT; metadata has the vendor's names (<c>x-bce-meta-a</c>).</summary>
    public static EmulatorObject Normal(EmulatorObject stored)
    {
        var md5 = MD5.HashData(stored.Content);
        return stored with
        {
            ETag = Convert.ToHexStringLower(md5),
            Digests = [new("Content-MD5", Convert.ToBase64String(md5)), .. Crcs(stored.Content)],
        };
    }

    /// <summary>The object as it is after an upload in parts: its ETag is no MD5, and there is no Content-MD5.</summary>
    public static EmulatorObject OfParts(EmulatorObject stored) => stored with
    {
        ETag = $"-{Convert.ToHexStringLower(MD5.HashData([.. stored.Content, 1]))}",
        Form = ObjectForm.Multipart,
        Digests = Crcs(stored.Content),
    };

    /// <summary>The object as it is after appending: its ETag looks like an MD5 and is none.</summary>
    public static EmulatorObject Appended(EmulatorObject stored) => OfParts(stored) with
    {
        ETag = Convert.ToHexStringLower(MD5.HashData([.. stored.Content, 2])),
        Form = ObjectForm.Appendable,
    };

    internal static EmulatorAnswer Read(EmulatorRequest request, EmulatorBucket bucket)
    {
        var named = bucket.Find(request.Key) ?? throw new EmulatorError(404, "NoSuchKey", "The specified key does not exist.");
        var stored = named.Target is null
            ? named
            : bucket.Find(named.Target) ?? throw new EmulatorError(404, "SymlinkTargetNotExist", "The target object of the symlink does not exist.");
        ObjectConditions.Check(request, stored.ETag);
        if (request.Method == "GET" && stored.Restore is RestoreState.Frozen or RestoreState.Restoring)
        {
            throw new EmulatorError(403, "InvalidObjectState", "The operation is not valid for the object's storage class.");
        }

        if (request.Header("Range") is not null && stored.Content.Length == 0)
        {
            throw new EmulatorError(400, "InvalidRange", "The range of an empty object.");
        }

        return Answer(request, named, stored, HttpRange.Parse(request.Header("Range"), stored.Content.Length));
    }

    private static EmulatorAnswer Answer(EmulatorRequest request, EmulatorObject named, EmulatorObject stored, (int Offset, int Count)? range)
    {
        var (offset, count) = range ?? (0, stored.Content.Length);
        var answer = new EmulatorAnswer(range is null ? 200 : 206)
        {
            Body = request.Method == "HEAD" ? default : stored.Content.AsMemory(offset, count),
            BodyLength = count,
            IsObject = true,
        };
        answer.Headers.AddRange(named.Headers);
        answer.Headers.AddRange(stored.Digests);
        answer.With("ETag", $"\"{stored.ETag}\"")
            .With("Last-Modified", EmulatorServer.HttpDate(stored.LastModified))
            .With("Accept-Ranges", "bytes")
            .With("x-bce-object-type", named.Form == ObjectForm.Multipart ? "Normal" : named.Form.ToString())
            .With("x-bce-storage-class", stored.StorageClass ?? "STANDARD");
        return range is null ? answer : answer.With(
            "Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + count - 1}/{stored.Content.Length}"));
    }

    private static KeyValuePair<string, string>[] Crcs(byte[] content) =>
    [
        new("x-bce-content-crc32", Crc32.HashToUInt32(content).ToString(CultureInfo.InvariantCulture)),
        new("x-bce-content-crc64ecma", ReferenceCrc64.Text(content)),
    ];
}
