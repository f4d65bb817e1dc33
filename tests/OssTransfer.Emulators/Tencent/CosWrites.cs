using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Tencent;

/// <summary>What the vendor's SDK needs to put objects there.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The vendor's formula.")]
internal sealed class CosWrites(EmulatorState state)
{
    private const string Meta = "x-cos-meta-";

    public EmulatorAnswer Put(EmulatorRequest request, EmulatorBucket bucket)
    {
        CheckKey(request);
        CheckMd5(request);
        return Store(bucket, CosObjects.Normal(New(request) with { Content = request.Body }));
    }

    public EmulatorAnswer Append(EmulatorRequest request, EmulatorBucket bucket)
    {
        CheckKey(request);
        var before = bucket.Find(request.Key);
        return Store(
            bucket, CosObjects.Appended((before ?? New(request)) with { Content = [.. before?.Content ?? [], .. request.Body], LastModified = state.Now }));
    }

    public static EmulatorAnswer Delete(EmulatorRequest request, EmulatorBucket bucket)
    {
        bucket.Remove(request.Key);
        return new EmulatorAnswer(204);
    }

    public EmulatorAnswer Initiate(EmulatorRequest request, EmulatorBucket bucket)
    {
        CheckKey(request);
        var upload = bucket.AddUpload(request.Id, New(request));
        var xml = new XmlText().Open("InitiateMultipartUploadResult").Add("Bucket", bucket.Name).Add("Key", request.KeyText)
            .Add("UploadId", upload.Id).Close("InitiateMultipartUploadResult");
        return EmulatorAnswer.Of(200, xml.ToString(), "application/xml");
    }

    public static EmulatorAnswer UploadPart(EmulatorRequest request, EmulatorBucket bucket)
    {
        CheckMd5(request);
        Upload(request, bucket).Parts[int.Parse(request.Parameter("partNumber") ?? "0", CultureInfo.InvariantCulture)] = request.Body;
        return new EmulatorAnswer(200).With("ETag", $"\"{Convert.ToHexStringLower(MD5.HashData(request.Body))}\"")
            .With("x-cos-hash-crc64ecma", ReferenceCrc64.Text(request.Body));
    }

    public EmulatorAnswer Complete(EmulatorRequest request, EmulatorBucket bucket)
    {
        var upload = Upload(request, bucket);
        var parts = XDocument.Parse(Encoding.UTF8.GetString(request.Body)).Descendants("PartNumber").Select(number => upload.Parts[(int)number]).ToList();
        bucket.RemoveUpload(upload.Id);
        var content = parts.SelectMany(part => part).ToArray();
        var stored = CosObjects.OfParts(upload.Template with { Content = content, LastModified = state.Now }, parts.Count);
        bucket.Put(stored);
        var xml = new XmlText().Open("CompleteMultipartUploadResult").Add("Location", request.Host).Add("Bucket", bucket.Name).Add("Key", request.KeyText)
            .Add("ETag", $"\"{stored.ETag}\"").Close("CompleteMultipartUploadResult");
        return EmulatorAnswer.Of(200, xml.ToString(), "application/xml");
    }

    private static EmulatorAnswer Store(EmulatorBucket bucket, EmulatorObject stored)
    {
        bucket.Put(stored);
        var answer = new EmulatorAnswer(200).With("ETag", $"\"{stored.ETag}\"");
        answer.Headers.AddRange(stored.Digests);
        return answer;
    }

    private EmulatorObject New(EmulatorRequest request) => new(request.Key, [])
    {
        LastModified = state.Now,
        Headers = StoredHeaders.Of(request.Headers, Meta),
        StorageClass = request.Header("x-cos-storage-class") is { } name and not "STANDARD" ? name : null,
    };

    private static EmulatorUpload Upload(EmulatorRequest request, EmulatorBucket bucket) =>
        bucket.FindUpload(request.Parameter("uploadId") ?? "", request.Key)
        ?? throw new EmulatorError(404, "NoSuchUpload", "The specified multipart upload does not exist.");

    private static void CheckKey(EmulatorRequest request)
    {
        if (request.Key.Length > 850)
        {
            throw new EmulatorError(400, "KeyTooLong", "Your key is too long.");
        }
    }

    private static void CheckMd5(EmulatorRequest request)
    {
        if (request.Header("Content-MD5") is { } md5 && md5 != Convert.ToBase64String(MD5.HashData(request.Body)))
        {
            throw new EmulatorError(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
    }
}
