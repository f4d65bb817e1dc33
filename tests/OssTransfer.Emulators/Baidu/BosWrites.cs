using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Baidu;

/// <summary>Writes as the vendor's SDK makes them.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The vendor's formula.")]
internal sealed class BosWrites(EmulatorState state)
{
    private const string Meta = "x-bce-meta-";

    public EmulatorAnswer Put(EmulatorRequest request, EmulatorBucket bucket)
    {
        if (request.Header("Content-MD5") is { } md5 && md5 != Convert.ToBase64String(MD5.HashData(request.Body)))
        {
            throw new EmulatorError(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }

        var stored = BosObjects.Normal(new(request.Key, request.Body) { LastModified = state.Now, Headers = StoredHeaders.Of(request.Headers, Meta) });
        bucket.Put(stored);
        return new EmulatorAnswer(200).With("ETag", $"\"{stored.ETag}\"");
    }

    public static EmulatorAnswer Initiate(EmulatorRequest request, EmulatorBucket bucket)
    {
        var upload = bucket.AddUpload(request.Id, new EmulatorObject(request.Key, []) { Headers = StoredHeaders.Of(request.Headers, Meta) });
        return Json(new { bucket = bucket.Name, key = request.KeyText, uploadId = upload.Id });
    }

    public static EmulatorAnswer UploadPart(EmulatorRequest request, EmulatorBucket bucket)
    {
        Upload(request, bucket).Parts[int.Parse(request.Parameter("partNumber")!, CultureInfo.InvariantCulture)] = request.Body;
        return new EmulatorAnswer(200).With("ETag", $"\"{Convert.ToHexStringLower(MD5.HashData(request.Body))}\"");
    }

    public EmulatorAnswer Complete(EmulatorRequest request, EmulatorBucket bucket)
    {
        var upload = Upload(request, bucket);
        using var json = JsonDocument.Parse(request.Body);
        var content = json.RootElement.GetProperty("parts").EnumerateArray()
            .SelectMany(part => upload.Parts[part.GetProperty("partNumber").GetInt32()]).ToArray();
        bucket.RemoveUpload(upload.Id);
        var stored = BosObjects.OfParts(upload.Template with { Content = content, LastModified = state.Now });
        bucket.Put(stored);
        return Json(new { location = "", bucket = bucket.Name, key = request.KeyText, eTag = stored.ETag });
    }

    private static EmulatorUpload Upload(EmulatorRequest request, EmulatorBucket bucket) =>
        bucket.FindUpload(request.Parameter("uploadId") ?? "", request.Key)
        ?? throw new EmulatorError(404, "NoSuchUpload", "The specified multipart upload does not exist.");

    private static EmulatorAnswer Json(object value) => EmulatorAnswer.Of(200, JsonSerializer.Serialize(value), "application/json; charset=utf-8");
}
