using System.Globalization;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Qiniu;

/// <summary>Objects of an emulated space, and how they are read.</summary>
public static class KodoObjects
{
    /// <summary>The object as it is after an upload in one request or in parts of 4 MiB; metadata has the vendor's names (<c>x-qn-meta-a</c>).</summary>
    public static EmulatorObject Normal(EmulatorObject stored) => Named(stored, ReferenceQetag.Of(stored.Content));

    /// <summary>The object as it is after an upload in other parts: its etag can't be recomputed from its content alone.</summary>
    public static EmulatorObject OfOtherParts(EmulatorObject stored) =>
        Named(stored, ReferenceQetag.OfOtherParts(stored.Content)) with { Form = ObjectForm.Multipart };

    internal static EmulatorAnswer Read(EmulatorRequest request, EmulatorBucket bucket)
    {
        var stored = bucket.Find(request.Key) ?? throw new EmulatorError(404, "", "Document not found");
        if (stored.Restore is RestoreState.Frozen or RestoreState.Restoring && request.Method == "GET")
        {
            throw new EmulatorError(403, "", "access denied");
        }

        var range = HttpRange.Parse(request.Header("Range"), stored.Content.Length);
        var (offset, count) = range ?? (0, stored.Content.Length);
        var answer = new EmulatorAnswer(range is null ? 200 : 206)
        {
            Body = request.Method == "HEAD" ? default : stored.Content.AsMemory(offset, count),
            BodyLength = count,
            IsObject = true,
        };
        answer.Headers.AddRange(stored.Headers);
        if (range is not null)
        {
            answer.With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + count - 1}/{stored.Content.Length}"));
        }

        answer.Headers.AddRange(stored.Digests);
        return answer.With("Last-Modified", EmulatorServer.HttpDate(stored.LastModified)).With("Accept-Ranges", "bytes");
    }

    /// <summary>The etag is the one digest that is published. A domain may lose it, so it stands with the digests.</summary>
    private static EmulatorObject Named(EmulatorObject stored, string etag) => stored with { ETag = etag, Digests = [new("ETag", $"\"{etag}\"")] };
}
