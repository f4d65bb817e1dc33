using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Qiniu;

/// <summary>Uploads as the vendor's SDKs make them: a form, or parts (version 2).</summary>
[SuppressMessage("Security", "CA5351", Justification = "The vendor's formula.")]
internal static class KodoUploads
{
    private const int Block = 1 << 22;
    private const string Meta = "x-qn-meta-";

    public static EmulatorAnswer Form(EmulatorRequest request, KodoVerifier verifier, EmulatorState state)
    {
        var fields = FormFields.Read(request);
        var bucket = Find(state, verifier.CheckUpload(Encoding.UTF8.GetString(fields["token"].Content)));
        var key = fields["key"].Content;
        var headers = fields.Where(field => field.Key.StartsWith(Meta, StringComparison.OrdinalIgnoreCase))
            .Select(field => KeyValuePair.Create(field.Key.ToLowerInvariant(), Latin1(field.Value.Content)))
            .Prepend(new("Content-Type", fields["file"].Type)).ToArray();
        return Done(bucket, KodoObjects.Normal(new(key, fields["file"].Content) { LastModified = state.Now, Headers = headers }));
    }

    public static EmulatorAnswer Initiate(EmulatorRequest request, EmulatorBucket bucket)
    {
        var upload = bucket.AddUpload(request.Id, new EmulatorObject(request.Key, []));
        return Json(new { uploadId = upload.Id, expireAt = 4_000_000_000 });
    }

    public static EmulatorAnswer Part(EmulatorRequest request, EmulatorBucket bucket, string id, int number)
    {
        Upload(request, bucket, id).Parts[number] = request.Body;
        return Json(new { etag = ReferenceQetag.Of(request.Body), md5 = Convert.ToHexStringLower(MD5.HashData(request.Body)) });
    }

    public static EmulatorAnswer Complete(EmulatorRequest request, EmulatorBucket bucket, string id, DateTimeOffset now)
    {
        var upload = Upload(request, bucket, id);
        using var json = JsonDocument.Parse(request.Body);
        var parts = json.RootElement.GetProperty("parts").EnumerateArray().Select(part => upload.Parts[part.GetProperty("partNumber").GetInt32()]).ToList();
        var content = parts.SelectMany(part => part).ToArray();
        var headers = new List<KeyValuePair<string, string>>
        {
            new(
                "Content-Type",
                json.RootElement.TryGetProperty("mimeType", out var type) && type.GetString() is { Length: > 0 } given ? given : "application/octet-stream"),
        };
        if (json.RootElement.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
        {
            headers.AddRange(
                metadata.EnumerateObject()
                    .Select(field => KeyValuePair.Create(field.Name.ToLowerInvariant(), Latin1(Encoding.UTF8.GetBytes(field.Value.GetString()!)))));
        }

        bucket.RemoveUpload(id);
        var stored = new EmulatorObject(request.Key, content) { LastModified = now, Headers = headers };
        return Done(bucket, parts.SkipLast(1).All(part => part.Length == Block) ? KodoObjects.Normal(stored) : KodoObjects.OfOtherParts(stored));
    }

    public static EmulatorBucket Find(EmulatorState state, string name) =>
        state.FindBucket(name) ?? throw new EmulatorError(631, "", "no such bucket");

    private static EmulatorUpload Upload(EmulatorRequest request, EmulatorBucket bucket, string id) =>
        bucket.FindUpload(id, request.Key) ?? throw new EmulatorError(612, "", "no such uploadId");

    private static EmulatorAnswer Done(EmulatorBucket bucket, EmulatorObject stored)
    {
        bucket.Put(stored);
        return Json(new { hash = stored.ETag, key = Encoding.UTF8.GetString(stored.Key) });
    }

    private static EmulatorAnswer Json(object value) =>
        EmulatorAnswer.Of(200, string.Create(CultureInfo.InvariantCulture, $"{JsonSerializer.Serialize(value)}"), "application/json");

    private static string Latin1(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
