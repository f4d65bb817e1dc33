using System.Globalization;
using System.Security.Cryptography;
using OssTransfer.LoopbackS3.Bodies;
using OssTransfer.LoopbackS3.Faults;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Uploads in parts.</summary>
internal sealed class MultipartOperations(ServerState state)
{
    private const int MaxParts = 10_000;

    public S3Answer Create(S3Request request)
    {
        var bucket = state.Bucket(request);
        ObjectWrites.CheckKey(request.Target.Key);
        var upload = new MultipartUpload(
            $"upload-{state.NextId()}", request.Target.Key, state.Clock.GetUtcNow(), ObjectHeaders.Of(request))
        {
            Acl = request.Header(HeaderNames.Acl),
            Tagging = request.Header(HeaderNames.Tagging),
        };
        bucket.Add(upload);
        return S3Answer.Of(new XmlOut().Root("InitiateMultipartUploadResult")
            .Element("Bucket", bucket.Name).Element("Key", upload.Key).Element("UploadId", upload.UploadId)
            .Close("InitiateMultipartUploadResult")).With(state.Options.Habits.Encryption);
    }

    public async Task<S3Answer> UploadPartAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = state.Bucket(request);
        var number = PartNumber(request);
        Find(bucket, request);
        var body = await BodyReceiver.ReceiveAsync(request, !state.Options.Discard, cancellationToken);
        var etag = state.ETagOf(body.Md5);
        var content = request.Faults.Has(FaultKind.Rot) ? Corruption.Flip(body.Bytes) : body.Bytes;

        // Looked up again: it may have ended while the body came in.
        Find(bucket, request).Set(new(number, content, etag, state.Clock.GetUtcNow()));
        return S3Answer.WithETag(ObjectWrites.AnsweredETag(request, etag)).With(state.Options.Habits.Encryption);
    }

    public async Task<S3Answer> CompleteAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = state.Bucket(request);
        var upload = Find(bucket, request);
        var body = await BodyReceiver.ReceiveAsync(request, keep: true, cancellationToken);
        var parts = Chosen(upload, RequestXml.Parts(body.Bytes.ToArray()));
        if (request.Faults.Find(FaultKind.ErrorInOk) is { } fault)
        {
            if (fault.EffectDone)
            {
                Assemble(bucket, upload, parts, request);
            }

            return S3Answer.Of(S3Answer.ErrorXml(FaultsBefore.ErrorOf(fault), "", ""));
        }

        var stored = Assemble(bucket, upload, parts, request);
        return S3Answer.Of(new XmlOut().Root("CompleteMultipartUploadResult")
            .Element("Location", $"/{bucket.Name}/{stored.Key}")
            .Element("Bucket", bucket.Name)
            .Element("Key", stored.Key)
            .Element("ETag", $"\"{ObjectWrites.AnsweredETag(request, stored.ETag)}\"")
            .Close("CompleteMultipartUploadResult")).With(state.Options.Habits.Encryption);
    }

    public S3Answer Abort(S3Request request)
    {
        var bucket = state.Bucket(request);
        bucket.RemoveUpload(Find(bucket, request).UploadId);
        return S3Answer.Empty(204);
    }

    public static int PartNumber(S3Request request) =>
        int.TryParse(request.Query.Text("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= MaxParts
            ? number
            : throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");

    private static MultipartUpload Find(Bucket bucket, S3Request request) =>
        bucket.Upload(request.Query.Text("uploadId")!, request.Target.Key);

    /// <summary>The parts that the client named, in its order; an error where they are not what it says.</summary>
    private List<UploadedPart> Chosen(MultipartUpload upload, IReadOnlyList<(int Number, string ETag)> named)
    {
        var there = upload.Parts.ToDictionary(part => part.Number);
        var chosen = new List<UploadedPart>(named.Count);
        foreach (var (number, etag) in named)
        {
            if (chosen.Count > 0 && number <= chosen[^1].Number)
            {
                throw S3Errors.InvalidPartOrder;
            }

            if (!there.TryGetValue(number, out var part) || part.ETag != etag)
            {
                throw S3Errors.InvalidPart;
            }

            chosen.Add(part);
        }

        if (state.Options.Habits.EqualParts && chosen.SkipLast(1).Any(part => part.Length != chosen[0].Length))
        {
            throw S3Errors.InvalidPart;
        }

        return chosen.SkipLast(1).Any(part => part.Length < state.Options.MinPartBytes) ? throw S3Errors.EntityTooSmall : chosen;
    }

    private StoredObject Assemble(Bucket bucket, MultipartUpload upload, List<UploadedPart> parts, S3Request request)
    {
        var stored = new StoredObject(
            upload.KeyBytes,
            ObjectBytes.Concat([.. parts.Select(part => part.Content)]),
            ETagOf(upload, parts, request),
            state.Clock.GetUtcNow(),
            upload.Headers)
        {
            Acl = upload.Acl,
            Tagging = upload.Tagging,
            PartLengths = [.. parts.Select(part => part.Length)],
        };
        bucket.Store(stored, there =>
        {
            if (state.Options.HonoursWriteConditions)
            {
                Conditions.CheckWrite(request.Headers, there);
            }
        });
        bucket.RemoveUpload(upload.UploadId);
        return stored;
    }

    private string ETagOf(MultipartUpload upload, List<UploadedPart> parts, S3Request request)
    {
        if (request.Faults.Has(FaultKind.OpaqueETag))
        {
            return OpaqueETag(upload);
        }

        return state.Options.Habits switch
        {
            { OwnCompositeETags: true } habits => habits.Spelt(string.Create(CultureInfo.InvariantCulture, $"{OpaqueETag(upload)}-{parts.Count}")),
            var habits => habits.Spelt(CompositeETag(parts)),
        };
    }

    private static string CompositeETag(List<UploadedPart> parts)
    {
        var digests = parts.SelectMany(part => Convert.FromHexString(part.ETag)).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(MD5.HashData(digests))}-{parts.Count}");
    }

    private static string OpaqueETag(MultipartUpload upload) =>
        Convert.ToHexStringLower(MD5.HashData(System.Text.Encoding.UTF8.GetBytes("opaque " + upload.UploadId)));
}
