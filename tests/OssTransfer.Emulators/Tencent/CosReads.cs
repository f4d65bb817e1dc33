using System.Globalization;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Tencent;

/// <summary>HEAD and GET.</summary>
internal static class CosReads
{
    public static EmulatorAnswer Read(EmulatorRequest request, EmulatorBucket bucket)
    {
        var stored = bucket.Find(request.Key) ?? throw new EmulatorError(404, "NoSuchKey", "The specified key does not exist.");
        ObjectConditions.Check(request, stored.ETag);
        var isHead = request.Method == "HEAD";
        if (!isHead && stored.Restore is RestoreState.Frozen or RestoreState.Restoring)
        {
            throw new EmulatorError(403, "InvalidObjectState", "The operation is not valid for the object's storage class.");
        }

        var range = HttpRange.Parse(request.Header("Range"), stored.Content.Length);
        var answer = new EmulatorAnswer(range is null ? 200 : 206)
        {
            Body = isHead ? default : range is { } slice ? stored.Content.AsMemory(slice.Offset, slice.Count) : stored.Content,
            BodyLength = isHead ? stored.Content.Length : null,
            IsObject = true,
        };
        answer.Headers.AddRange(stored.Headers);
        answer.Headers.AddRange(stored.Digests);
        answer.With("ETag", $"\"{stored.ETag}\"")
            .With("Accept-Ranges", "bytes")
            .With("Last-Modified", EmulatorServer.HttpDate(stored.LastModified))
            .With("Server", "tencent-cos")
            .With("x-cos-object-type", stored.Form == ObjectForm.Appendable ? "appendable" : "normal")
            .With("x-cos-storage-class", stored.StorageClass)
            .With("x-cos-restore", RestoreText(stored.Restore));
        return range is { } given
            ? answer.With(
                "Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {given.Offset}-{given.Offset + given.Count - 1}/{stored.Content.Length}"))
            : answer;
    }

    private static string? RestoreText(RestoreState restore) => restore switch
    {
        RestoreState.Restoring => "ongoing-request=\"true\"",
        RestoreState.Restored => "ongoing-request=\"false\", expiry-date=\"Fri, 01 Jan 2038 00:00:00 GMT\"",
        _ => null,
    };
}
