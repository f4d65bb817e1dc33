using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Writes objects in parts.</summary>
internal sealed class S3Multipart(S3Client client, StoreTraits traits) : IMultipartWriter
{
    private const string MaxPage = "1000";

    public async Task<StartedUpload> InitiateAsync(WriteTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var what = client.Operation("CreateMultipartUpload", target.Key);
        KeyLimits.Check(target.Key, traits, what);
        var call = new CloudCall(HttpMethod.Post, what, CloudScope.Object) { Query = new CloudQuery().Add("uploads"), Body = new MemoryBody(default) };
        S3WriteHeaders.AddTo(call, target);
        using var answer = await client.SendAsync(call, cancellationToken);
        var id = await client.ReadAsync(call, answer, S3MultipartParser.UploadId, cancellationToken);
        return new(id) { HasOpaqueETags = EncryptionHeaders.HideContent(answer, client.Cloud.Dialect) };
    }

    public async Task<UploadedPart> UploadPartAsync(PartRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new CloudCall(HttpMethod.Put, client.Operation("UploadPart", request.Key), CloudScope.Upload)
        {
            Query = Upload(request.UploadId).Add("partNumber", request.Number.ToString(CultureInfo.InvariantCulture)),
            Body = request.Body,
            Md5 = request.Md5,
        };
        using var answer = await client.SendAsync(call, cancellationToken);
        var etag = EntityTag.Bare(answer.Header("ETag"))
            ?? throw new StorageException(StorageErrorKind.Transient, $"{call.What}: the store gave no ETag for part {request.Number}");
        return new(request.Number, etag, request.Body.Length)
        {
            HasOpaqueETag = EncryptionHeaders.HideContent(answer, client.Cloud.Dialect),
            Checked = traits.ChecksContentMd5 && request.Md5 is not null ? BodyCheck.ContentMd5 : BodyCheck.None,
        };
    }

    public async IAsyncEnumerable<UploadedPart> ListPartsAsync(
        ObjectKey key, string uploadId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var what = client.Operation("ListParts", key);
        var marker = 0;
        while (true)
        {
            var query = Upload(uploadId).Add("max-parts", MaxPage).Add("part-number-marker", marker.ToString(CultureInfo.InvariantCulture));
            var page = await client.SendForXmlAsync(
                new CloudCall(HttpMethod.Get, what, CloudScope.Upload) { Query = query }, S3MultipartParser.Parts, cancellationToken);
            foreach (var part in page.Items)
            {
                marker = part.Number > marker ? part.Number : throw Broken(what, "parts come out of order or again");
                yield return part;
            }

            if (!page.IsTruncated)
            {
                yield break;
            }

            if (page.Items.Count == 0)
            {
                throw Broken(what, "the list of parts goes on without saying where");
            }
        }
    }

    public Task<WriteResult> CompleteAsync(
        ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var call = new CloudCall(HttpMethod.Post, client.Operation("CompleteMultipartUpload", key), CloudScope.Upload)
        {
            Query = Upload(uploadId),
            Body = new MemoryBody(CompleteXml(parts)),
            AnswersLate = true,
        };
        call.Headers.Add(new("content-type", "application/xml"));
        return client.SendForResultAsync(call, cancellationToken);
    }

    public async Task AbortAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken)
    {
        var call = new CloudCall(HttpMethod.Delete, client.Operation("AbortMultipartUpload", key), CloudScope.Upload)
        {
            Query = Upload(uploadId),
        };
        try
        {
            using var answer = await client.SendAsync(call, cancellationToken);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.UploadGone)
        {
            // Dropped already.
        }
    }

    public async IAsyncEnumerable<PendingUpload> ListUploadsAsync(
        ObjectKey prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var what = client.Operation("ListMultipartUploads", default);
        var (keyMarker, idMarker) = (default(ObjectKey), "");
        while (true)
        {
            // No encoding-type: Ceph encodes the keys then, but doesn't say so.
            var query = new CloudQuery().Add("uploads").Add("prefix", prefix.Bytes).Add("max-uploads", MaxPage);
            if (!keyMarker.IsEmpty)
            {
                query.Add("key-marker", keyMarker.Bytes).Add("upload-id-marker", idMarker);
            }

            var page = await client.SendForXmlAsync(
                new CloudCall(HttpMethod.Get, what, CloudScope.Bucket) { Query = query }, S3MultipartParser.Uploads, cancellationToken);
            foreach (var upload in page.Items)
            {
                yield return upload;
            }

            if (!page.IsTruncated)
            {
                yield break;
            }

            var next = (page.NextKey, page.NextId ?? "");
            (keyMarker, idMarker) = !page.NextKey.IsEmpty && next != (keyMarker, idMarker)
                ? next
                : throw Broken(what, "the list of uploads goes on without saying where");
        }
    }

    private static CloudQuery Upload(string uploadId) => new CloudQuery().Add("uploadId", uploadId);

    private static byte[] CompleteXml(IReadOnlyList<UploadedPart> parts)
    {
        var xml = new StringBuilder("<CompleteMultipartUpload>", parts.Count * 96);
        foreach (var part in parts)
        {
            xml.Append(
                CultureInfo.InvariantCulture,
                $"<Part><PartNumber>{part.Number}</PartNumber><ETag>&quot;{SecurityElement.Escape(part.ETag)}&quot;</ETag></Part>");
        }

        return Encoding.UTF8.GetBytes(xml.Append("</CompleteMultipartUpload>").ToString());
    }

    private static StorageException Broken(CloudOperation what, string why) => new(StorageErrorKind.ListingBroken, $"{what}: {why}");
}
