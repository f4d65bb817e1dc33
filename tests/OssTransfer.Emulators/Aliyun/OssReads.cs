using System.Globalization;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Aliyun;

/// <summary>HEAD and GET. A symlink gives its target's content and headers with its own metadata.</summary>
internal sealed class OssReads(EmulatorState state)
{
    public static string? RestoreText(RestoreState restore) => restore switch
    {
        RestoreState.Restoring => "ongoing-request=\"true\"",
        RestoreState.Restored => "ongoing-request=\"false\", expiry-date=\"Fri, 01 Jan 2038 00:00:00 GMT\"",
        _ => null,
    };

    public EmulatorAnswer Read(EmulatorRequest request, EmulatorBucket bucket)
    {
        var named = Find(request, bucket);
        var stored = named.Target is null
            ? named
            : bucket.Find(named.Target) ?? throw new EmulatorError(404, "SymlinkTargetNotExist", "The target of the symlink does not exist.");
        ObjectConditions.Check(request, stored.ETag);
        var isHead = request.Method == "HEAD";
        if (!isHead && stored.Restore is RestoreState.Frozen or RestoreState.Restoring)
        {
            throw new EmulatorError(403, "InvalidObjectState", "The operation is not valid for the object's state.");
        }

        var range = HttpRange.Parse(request.Header("Range"), stored.Content.Length);
        var answer = new EmulatorAnswer(range is null ? 200 : 206)
        {
            Body = isHead ? default : range is { } slice ? stored.Content.AsMemory(slice.Offset, slice.Count) : stored.Content,
            BodyLength = isHead ? stored.Content.Length : null,
            IsObject = true,
        };
        answer.Headers.AddRange(named.Headers);
        answer.Headers.AddRange(stored.Digests);
        answer.With("ETag", $"\"{stored.ETag}\"")
            .With("Accept-Ranges", "bytes")
            .With("Last-Modified", EmulatorServer.HttpDate(Later(named, stored)))
            .With("x-oss-object-type", named.Form.ToString())
            .With("x-oss-storage-class", stored.StorageClass ?? "Standard")
            .With("x-oss-restore", RestoreText(stored.Restore))
            .With("x-oss-server-time", state.Now.Millisecond.ToString(CultureInfo.InvariantCulture));
        return range is { } given
            ? answer.With(
                "Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {given.Offset}-{given.Offset + given.Count - 1}/{stored.Content.Length}"))
            : answer;
    }

    public static EmulatorAnswer Symlink(EmulatorRequest request, EmulatorBucket bucket)
    {
        var link = Find(request, bucket);
        return link.Target is null
            ? throw new EmulatorError(400, "NotSymlink", "The object is not a symlink.")
            : new EmulatorAnswer(200).With("x-oss-symlink-target", UrlCode.Encode(link.Target)).With("ETag", $"\"{link.ETag}\"");
    }

    public static EmulatorObject Find(EmulatorRequest request, EmulatorBucket bucket) =>
        bucket.Find(request.Key) ?? throw new EmulatorError(404, "NoSuchKey", "The specified key does not exist.");

    private static DateTimeOffset Later(EmulatorObject one, EmulatorObject other) =>
        one.LastModified > other.LastModified ? one.LastModified : other.LastModified;
}
