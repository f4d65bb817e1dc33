using System.Security.Cryptography;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Signs calls, sends them, and turns every answer that isn't a success into its exception.</summary>
internal sealed class S3Client(S3Location location, S3Credentials credentials, CloudConnection connection, bool unsignedPayload) : IDisposable
{
    private const int MaxErrorBytes = 64 << 10;
    private const int MaxXmlBytes = 32 << 20;
    private readonly CloudHttp _http = new(connection);
    private S3Signer? _signer;

    public TimeSpan? ClockOffset => _http.Clock.Offset;

    private S3Signer Signer => _signer ??= new S3Signer(location, credentials, _http.Clock);

    /// <summary>A call on an object or, with the empty key, on the bucket.</summary>
    public CloudOperation Operation(string name, ObjectKey key) => new(name, location.Bucket, key);

    /// <summary>The answer; a success, or a 404 where the call says that it may be.</summary>
    public async Task<CloudAnswer> SendAsync(S3Call call, CancellationToken cancellationToken)
    {
        if (call.Md5 is { } md5)
        {
            call.Headers.Add(new("content-md5", Convert.ToBase64String(md5.Span)));
        }

        var payloadHash = await PayloadHashAsync(call.Body, cancellationToken);
        var answer = await _http.SendAsync(Signer.Sign(call, payloadHash), cancellationToken);
        if (answer.IsSuccess || (answer.Status == 404 && call.MayBeMissing))
        {
            return answer;
        }

        throw await FailureAsync(call, answer, cancellationToken);
    }

    /// <summary>The success's XML, read.</summary>
    public async Task<T> SendForXmlAsync<T>(S3Call call, S3XmlParser<T> parse, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(call, cancellationToken);
        using var xml = await _http.ReadAllAsync(answer, MaxXmlBytes, cancellationToken);
        try
        {
            return parse(xml.Span);
        }
        catch (InvalidDataException e)
        {
            var error = S3ErrorBody.Parse(xml.Span);
            throw error.Code is not null ? Failure(call, answer, error) : NotS3(call, answer, xml, e);
        }
    }

    /// <summary>The result of Complete or Copy; an error inside a success is thrown.</summary>
    public async Task<WriteResult> SendForResultAsync(S3Call call, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(call, cancellationToken);
        using var xml = await _http.ReadAllAsync(answer, MaxXmlBytes, cancellationToken);
        S3WriteAnswer result;
        try
        {
            result = S3WriteAnswer.Parse(xml.Span);
        }
        catch (InvalidDataException e)
        {
            throw new StorageException(StorageErrorKind.Transient, $"{call.What}: {e.Message}; it may be done", e) { Status = answer.Status };
        }

        return result.Error is null ? new WriteResult(result.ETag) : throw Failure(call, answer, result.Error);
    }

    private StorageException Failure(S3Call call, CloudAnswer answer, S3ErrorBody error) =>
        S3Failure.Of(answer, error, call.Scope, ClockOffset, connection.Time.GetUtcNow());

    public AnswerStream Body(CloudAnswer answer) => _http.Body(answer);

    public void Dispose() => _http.Dispose();

    private async Task<StorageException> FailureAsync(S3Call call, CloudAnswer answer, CancellationToken cancellationToken)
    {
        var error = S3ErrorBody.None;
        if (call.Method != HttpMethod.Head)
        {
            try
            {
                using var xml = await _http.ReadAllAsync(answer, MaxErrorBytes, cancellationToken);
                error = S3ErrorBody.Parse(xml.Span);
            }
            catch (StorageException)
            {
                // The status alone says enough.
            }
        }

        answer.Dispose();
        return Failure(call, answer, error);
    }

    private static StorageException NotS3(S3Call call, CloudAnswer answer, PooledBytes xml, Exception e)
    {
        var html = xml.Span.Contains((byte)'<') && answer.Response.Content.Headers.ContentType?.MediaType == "text/html";
        return html
            ? new StorageException(StorageErrorKind.Bucket, $"{call.What}: a web page answered; this endpoint is no S3 endpoint", e)
            : new StorageException(StorageErrorKind.Transient, $"{call.What}: {e.Message} ({xml.Length} bytes)", e);
    }

    private async ValueTask<string> PayloadHashAsync(UploadBody? body, CancellationToken cancellationToken)
    {
        if (body is null || body.Length == 0)
        {
            return SigV4.EmptyPayload;
        }

        if (unsignedPayload)
        {
            return SigV4.UnsignedPayload;
        }

        if (body.Memory is { } memory)
        {
            return Convert.ToHexStringLower(SHA256.HashData(memory.Span));
        }

        await using var hashing = new HashingStream();
        await body.WriteToAsync(hashing, cancellationToken);
        return hashing.HexDigest();
    }
}
