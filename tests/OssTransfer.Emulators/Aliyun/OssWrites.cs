using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Aliyun;

/// <summary>What the vendor's SDK needs to put objects there.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The vendor's formula.")]
internal sealed class OssWrites(EmulatorState state)
{
    private const string Meta = "x-oss-meta-";

    public EmulatorAnswer Put(EmulatorRequest request, EmulatorBucket bucket)
    {
        CheckKey(request);
        CheckMd5(request);
        return Store(bucket, OssObjects.Normal(New(request) with { Content = request.Body }));
    }

    public EmulatorAnswer Append(EmulatorRequest request, EmulatorBucket bucket)
    {
        CheckKey(request);
        var before = bucket.Find(request.Key);
        var position = int.Parse(request.Parameter("position") ?? "0", CultureInfo.InvariantCulture);
        if (position != (before?.Content.Length ?? 0))
        {
            throw new EmulatorError(409, "PositionNotEqualToLength", "Position is not equal to file length.");
        }

        var stored = OssObjects.Appended((before ?? New(request)) with { Content = [.. before?.Content ?? [], .. request.Body], LastModified = state.Now });
        return Store(bucket, stored).With("x-oss-next-append-position", stored.Content.Length.ToString(CultureInfo.InvariantCulture));
    }

    public EmulatorAnswer PutSymlink(EmulatorRequest request, EmulatorBucket bucket)
    {
        CheckKey(request);
        var target = UrlCode.Decode(request.Header("x-oss-symlink-target") ?? "", plusIsSpace: false);
        var link = New(request) with { Form = ObjectForm.Symlink, Target = target, ETag = Convert.ToHexString(MD5.HashData(target)) };
        return Store(bucket, link);
    }

    public static EmulatorAnswer Delete(EmulatorRequest request, EmulatorBucket bucket)
    {
        bucket.Remove(request.Key);
        return new EmulatorAnswer(204);
    }

    public static EmulatorAnswer Restore(EmulatorRequest request, EmulatorBucket bucket)
    {
        bucket.Put(OssReads.Find(request, bucket) with { Restore = RestoreState.Restored });
        return new EmulatorAnswer(202);
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
        var number = int.Parse(request.Parameter("partNumber") ?? "0", CultureInfo.InvariantCulture);
        Upload(request, bucket).Parts[number] = request.Body;
        return new EmulatorAnswer(200).With("ETag", $"\"{Convert.ToHexString(MD5.HashData(request.Body))}\"")
            .With("x-oss-hash-crc64ecma", ReferenceCrc64.Text(request.Body));
    }

    public EmulatorAnswer Complete(EmulatorRequest request, EmulatorBucket bucket)
    {
        var upload = Upload(request, bucket);
        var parts = XDocument.Parse(Encoding.UTF8.GetString(request.Body)).Descendants("PartNumber").Select(number => upload.Parts[(int)number]).ToList();
        bucket.RemoveUpload(upload.Id);
        var content = parts.SelectMany(part => part).ToArray();
        var stored = OssObjects.OfParts(upload.Template with { Content = content, LastModified = state.Now }, parts.Count);
        bucket.Put(stored);
        var xml = new XmlText().Open("CompleteMultipartUploadResult").Add("Bucket", bucket.Name).Add("Key", request.KeyText)
            .Add("ETag", $"\"{stored.ETag}\"").Close("CompleteMultipartUploadResult");
        var answer = EmulatorAnswer.Of(200, xml.ToString(), "application/xml");
        answer.Headers.AddRange(stored.Digests);
        return answer;
    }

    public static EmulatorAnswer Abort(EmulatorRequest request, EmulatorBucket bucket)
    {
        bucket.RemoveUpload(Upload(request, bucket).Id);
        return new EmulatorAnswer(204);
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
        StorageClass = request.Header("x-oss-storage-class") is { } name and not "Standard" ? name : null,
    };

    private static EmulatorUpload Upload(EmulatorRequest request, EmulatorBucket bucket) =>
        bucket.FindUpload(request.Parameter("uploadId") ?? "", request.Key)
        ?? throw new EmulatorError(404, "NoSuchUpload", "The specified upload does not exist.");

    private static void CheckKey(EmulatorRequest request)
    {
        if (request.Key.Length > 1023 || request.Key[0] is (byte)'/' or (byte)'\\')
        {
            throw new EmulatorError(400, "InvalidObjectName", "The specified object is not valid.");
        }
    }

    private static void CheckMd5(EmulatorRequest request)
    {
        if (request.Header("Content-MD5") is { } md5 && md5 != Convert.ToBase64String(MD5.HashData(request.Body)))
        {
            throw new EmulatorError(400, "InvalidDigest", "The Content-MD5 you specified did not match what we received.");
        }
    }
}
