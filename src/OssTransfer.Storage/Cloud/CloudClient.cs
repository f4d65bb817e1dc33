using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>Has calls signed, sends them, and turns every answer that isn't a success into its exception. Owns the pipeline.</summary>
internal sealed class CloudClient(CloudHttp http, ICloudSigner signer, CloudDialect dialect, string bucket, TimeProvider time) : IDisposable
{
    private const int MaxErrorBytes = 64 << 10;
    private const int MaxAnswerBytes = 32 << 20;

    /// <summary>No vendor accepts more.</summary>
    private static readonly TimeSpan AcceptedSkew = TimeSpan.FromMinutes(15);

    public CloudDialect Dialect => dialect;

    public TimeSpan? ClockOffset => http.Clock.Offset;

    /// <summary>A call on an object or, with the empty key, on the bucket.</summary>
    public CloudOperation Operation(string name, ObjectKey key) => new(name, bucket, key);

    /// <summary>The answer; a success, or a 404 where the call says that it may be.</summary>
    public async Task<CloudAnswer> SendAsync(CloudCall call, CancellationToken cancellationToken)
    {
        var answer = await http.SendAsync(signer.Sign(call), cancellationToken);
        if (answer.IsSuccess || (answer.Status == 404 && call.MayBeMissing))
        {
            return answer;
        }

        throw await FailureAsync(call, answer, cancellationToken);
    }

    /// <summary>The success's body, read. One that isn't what it should be may be an error, or a page of another server.</summary>
    public async Task<T> SendForAsync<T>(CloudCall call, AnswerParser<T> parse, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(call, cancellationToken);
        return await ReadAsync(call, answer, parse, cancellationToken);
    }

    /// <summary>The body of a success that has arrived, read.</summary>
    public async Task<T> ReadAsync<T>(CloudCall call, CloudAnswer answer, AnswerParser<T> parse, CancellationToken cancellationToken)
    {
        using var body = await http.ReadAllAsync(answer, MaxAnswerBytes, cancellationToken);
        try
        {
            return parse(body.Span);
        }
        catch (InvalidDataException e)
        {
            var error = dialect.ReadError(body.Span);
            throw error.Code is not null ? Failure(call, answer, error) : NotOurs(call, answer, body, e);
        }
    }

    /// <summary>The exception of an answer.</summary>
    public StorageException Failure(CloudCall call, CloudAnswer answer, ErrorBody error)
    {
        var kind = IsSkewed(call, answer) ? StorageErrorKind.Clock : ErrorKinds.Of(answer.Status, error.Code, call.Scope);
        return CloudFailure.Of(kind, answer, error, dialect.RequestIdHeader, ClockOffset, time.GetUtcNow());
    }

    public AnswerStream Body(CloudAnswer answer) => http.Body(answer);

    public void Dispose() => http.Dispose();

    /// <summary>A vendor may call a signature of another time a denial like any other; the time that it names distinguishes them.</summary>
    private static bool IsSkewed(CloudCall call, CloudAnswer answer) =>
        answer.Status is 401 or 403 && call.SignedAt is { } signed && answer.Header("Date") is { } date && HttpDate.TryParse(date, out var now)
        && (now - signed.Time).Duration() > AcceptedSkew;

    private async Task<StorageException> FailureAsync(CloudCall call, CloudAnswer answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            return Failure(call, answer, call.Method == HttpMethod.Head ? HeadError(answer) : await ReadErrorAsync(answer, cancellationToken));
        }
    }

    private async Task<ErrorBody> ReadErrorAsync(CloudAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await http.ReadAllAsync(answer, MaxErrorBytes, cancellationToken);
            return dialect.ReadError(body.Span);
        }
        catch (StorageException)
        {
            // The status alone says enough.
            return ErrorBody.None;
        }
    }

    private ErrorBody HeadError(CloudAnswer answer)
    {
        if (dialect.HeadErrorHeader is null || answer.Header(dialect.HeadErrorHeader) is not { Length: < MaxErrorBytes } text)
        {
            return ErrorBody.None;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? dialect.ReadError(bytes.AsSpan(0, length)) : ErrorBody.None;
    }

    private StorageException NotOurs(CloudCall call, CloudAnswer answer, PooledBytes body, Exception e)
    {
        var html = body.Span.Contains((byte)'<') && answer.Response.Content.Headers.ContentType?.MediaType == "text/html";
        return html
            ? new StorageException(StorageErrorKind.Bucket, $"{call.What}: a web page answered; this endpoint is no endpoint of {dialect.Traits.Name}", e)
            : new StorageException(StorageErrorKind.Transient, $"{call.What}: {answer.Shown(e.Message)} ({body.Length} bytes)", e);
    }
}
