using System.Security.Cryptography;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>The client of an S3 store: what a signature says of a body, and errors inside a success.</summary>
internal sealed class S3Client(CloudHttp http, CloudClient client, bool unsignedPayload) : IDisposable
{
    private const int MaxXmlBytes = 32 << 20;

    public CloudClient Cloud => client;

    /// <summary>A call on an object or, with the empty key, on the bucket.</summary>
    public CloudOperation Operation(string name, ObjectKey key) => client.Operation(name, key);

    /// <summary>The answer; a success, or a 404 where the call says that it may be.</summary>
    public Task<CloudAnswer> SendAsync(CloudCall call, CancellationToken cancellationToken)
    {
        var prepared = PrepareAsync(call, cancellationToken);
        return prepared.IsCompletedSuccessfully ? client.SendAsync(call, cancellationToken) : SendPreparedAsync(prepared, call, cancellationToken);
    }

    /// <summary>The success's XML, read.</summary>
    public async Task<T> SendForXmlAsync<T>(CloudCall call, AnswerParser<T> parse, CancellationToken cancellationToken)
    {
        await PrepareAsync(call, cancellationToken);
        return await client.SendForAsync(call, parse, cancellationToken);
    }

    /// <summary>The XML of a success whose headers are needed, too.</summary>
    public Task<T> ReadAsync<T>(CloudCall call, CloudAnswer answer, AnswerParser<T> parse, CancellationToken cancellationToken) =>
        client.ReadAsync(call, answer, parse, cancellationToken);

    /// <summary>The result of Complete or Copy; an error inside a success is thrown.</summary>
    public async Task<WriteResult> SendForResultAsync(CloudCall call, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(call, cancellationToken);
        using var xml = await http.ReadAllAsync(answer, MaxXmlBytes, cancellationToken);
        S3WriteAnswer result;
        try
        {
            result = S3WriteAnswer.Parse(xml.Span);
        }
        catch (InvalidDataException e)
        {
            throw new StorageException(StorageErrorKind.Transient, $"{call.What}: {e.Message}; it may be done", e) { Status = answer.Status };
        }

        return result.Error is null
            ? new WriteResult(result.ETag) { HasOpaqueETag = EncryptionHeaders.HideContent(answer, client.Dialect) }
            : throw client.Failure(call, answer, result.Error);
    }

    public void Dispose() => client.Dispose();

    private async Task<CloudAnswer> SendPreparedAsync(ValueTask prepared, CloudCall call, CancellationToken cancellationToken)
    {
        await prepared;
        return await client.SendAsync(call, cancellationToken);
    }

    private async ValueTask PrepareAsync(CloudCall call, CancellationToken cancellationToken)
    {
        if (call.Md5 is { } md5)
        {
            call.Headers.Add(new("content-md5", Convert.ToBase64String(md5.Span)));
        }

        call.PayloadHash = await PayloadHashAsync(call.Body, cancellationToken);
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
