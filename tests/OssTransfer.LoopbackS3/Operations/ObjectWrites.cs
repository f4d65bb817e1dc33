using OssTransfer.LoopbackS3.Bodies;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>PUT and DELETE of objects.</summary>
internal sealed class ObjectWrites(ServerState state)
{
    private const int MaxKeyBytes = 1024;

    public async Task<S3Answer> PutAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = state.Bucket(request);
        CheckKey(request.Target.Key);
        var headers = ObjectHeaders.Of(request);
        var body = await BodyReceiver.ReceiveAsync(request, !state.Options.Discard, cancellationToken);
        var checksum = Checksums.Check(state.Options.Habits, request, body.Bytes);
        var etag = state.ETagOf(body.Md5);
        var content = request.Faults.Has(FaultKind.Rot) ? Corruption.Flip(body.Bytes) : body.Bytes;
        var stored = new StoredObject(request.Target.Key, content, etag, state.Clock.GetUtcNow(), headers)
        {
            Acl = request.Header(HeaderNames.Acl),
            Tagging = request.Header(HeaderNames.Tagging),
        };
        if (!request.Faults.Has(FaultKind.NotStored))
        {
            Store(bucket, request, stored);
        }

        var answer = S3Answer.WithETag(AnsweredETag(request, etag)).With(state.Options.Habits.Encryption);
        return answer.With(checksum);
    }

    public S3Answer Delete(S3Request request)
    {
        state.Bucket(request).Delete(request.Target.Key);
        return S3Answer.Empty(204);
    }

    public async Task<S3Answer> DeleteManyAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = state.Bucket(request);
        var body = await BodyReceiver.ReceiveAsync(request, keep: true, cancellationToken);
        var (keys, isQuiet) = RequestXml.Deletions(body.Bytes.ToArray());
        var xml = new XmlOut().Root("DeleteResult");
        foreach (var key in keys)
        {
            bucket.Delete(key);
            if (!isQuiet)
            {
                xml.Open("Deleted").Element("Key", key).Close("Deleted");
            }
        }

        return S3Answer.Of(xml.Close("DeleteResult"));
    }

    public async Task<S3Answer> PutAclAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = state.Bucket(request);
        var stored = bucket.Find(request.Target.Key) ?? throw S3Errors.NoSuchKey;
        if (request.Http.Request.ContentLength > 0)
        {
            await BodyReceiver.ReceiveAsync(request, keep: false, cancellationToken);
        }

        bucket.Store(stored.WithAcl(request.Header(HeaderNames.Acl)));
        return S3Answer.Empty();
    }

    public static void CheckKey(byte[] key)
    {
        if (key.Length > MaxKeyBytes)
        {
            throw S3Errors.KeyTooLong;
        }
    }

    /// <summary>The right ETag, or another of the same form where the server was told to lie.</summary>
    public static string AnsweredETag(S3Request request, string etag) =>
        request.Faults.Has(FaultKind.WrongETag) ? (etag[0] == '0' ? '1' : '0') + etag[1..] : etag;

    private void Store(Bucket bucket, S3Request request, StoredObject stored)
    {
        if (state.Options.HonoursWriteConditions)
        {
            bucket.Store(stored, there => Conditions.CheckWrite(request.Headers, there));
        }
        else
        {
            bucket.Store(stored);
        }
    }
}
