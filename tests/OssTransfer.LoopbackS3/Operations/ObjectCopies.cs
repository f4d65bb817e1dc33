using OssTransfer.LoopbackS3.Faults;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Copies within the server. Bytes are shared, never moved.</summary>
internal sealed class ObjectCopies(ServerState state)
{
    private const long MaxCopyBytes = 5L << 30;

    public S3Answer Copy(S3Request request)
    {
        var bucket = state.Bucket(request);
        ObjectWrites.CheckKey(request.Target.Key);
        var source = Source(request);
        Conditions.CheckCopySource(request, source);
        var replaces = request.Header("x-amz-metadata-directive") == "REPLACE";
        if (source.Length > MaxCopyBytes)
        {
            throw S3Errors.EntityTooLarge;
        }

        if (!replaces && ReferenceEquals(bucket.Find(request.Target.Key), source))
        {
            throw S3Errors.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing its metadata.");
        }

        var stored = new StoredObject(
            request.Target.Key, source.Content, WholeETag(source), state.Clock.GetUtcNow(),
            replaces ? ObjectHeaders.Of(request) : KeptBy(request, source))
        {
            Acl = request.Header(HeaderNames.Acl),
            Tagging = source.Tagging,
        };
        return Answer(request, "CopyObjectResult", stored.ETag, stored.LastModified, () => bucket.Store(stored));
    }

    public S3Answer CopyPart(S3Request request)
    {
        var upload = state.Bucket(request).Upload(request.Query.Text("uploadId")!, request.Target.Key);
        var number = MultipartOperations.PartNumber(request);
        var source = Source(request);
        Conditions.CheckCopySource(request, source);
        var range = request.Header("x-amz-copy-source-range");
        var (offset, count) = range is null
            ? (0, source.Length)
            : RangeHeader.Parse(range, source.Length)
                ?? throw S3Errors.InvalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last.");
        var content = source.Content.Slice(offset, count);
        var part = new UploadedPart(number, content, state.ETagOf(content.Md5()), state.Clock.GetUtcNow());
        return Answer(request, "CopyPartResult", part.ETag, part.LastModified, () => upload.Set(part));
    }

    private S3Answer Answer(S3Request request, string root, string etag, DateTimeOffset lastModified, Action effect)
    {
        if (request.Faults.Find(FaultKind.ErrorInOk) is { } fault)
        {
            if (fault.EffectDone)
            {
                effect();
            }

            return S3Answer.Of(S3Answer.ErrorXml(FaultsBefore.ErrorOf(fault), "", ""));
        }

        effect();
        return S3Answer.Of(new XmlOut().Root(root)
            .Element("LastModified", lastModified)
            .Element("ETag", $"\"{ObjectWrites.AnsweredETag(request, etag)}\"")
            .Close(root)).With(state.Options.Habits.Encryption);
    }

    /// <summary>A copy is put whole, so its ETag is the MD5 of everything, also where the source came in parts.</summary>
    private string WholeETag(StoredObject source) => state.Options.Habits.HidesMd5s ? state.ETagOf([])
        : source.PartLengths is null || source.Content.IsDiscarded ? source.ETag : Convert.ToHexStringLower(source.Content.Md5());

    /// <summary>The storage class is the request's and not the source's.</summary>
    private static IReadOnlyDictionary<string, string> KeptBy(S3Request request, StoredObject source)
    {
        var kept = source.Headers.Where(header => header.Key != HeaderNames.StorageClass).ToDictionary();
        if (request.Header(HeaderNames.StorageClass) is { } storageClass and not "STANDARD")
        {
            kept[HeaderNames.StorageClass] = storageClass;
        }

        return kept;
    }

    private StoredObject Source(S3Request request)
    {
        var text = request.Header(HeaderNames.CopySource) ?? throw S3Errors.InvalidArgument("x-amz-copy-source is missing.");
        var decoded = PercentEncoding.Decode(text, plusIsSpace: false).AsSpan();
        var path = decoded.StartsWith("/"u8) ? decoded[1..] : decoded;
        var slash = path.IndexOf((byte)'/');
        if (slash <= 0)
        {
            throw S3Errors.InvalidArgument("x-amz-copy-source must be bucket/key.");
        }

        return state.Buckets.TryGet(System.Text.Encoding.UTF8.GetString(path[..slash]), out var bucket)
            ? bucket.Find(path[(slash + 1)..]) ?? throw S3Errors.NoSuchKey
            : throw S3Errors.NoSuchBucket;
    }
}
