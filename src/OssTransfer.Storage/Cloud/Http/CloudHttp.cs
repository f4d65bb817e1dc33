namespace OssTransfer.Storage.Cloud.Http;

/// <summary>
/// The one way of all cloud back ends to the network: HTTP/1.1, bytes as they are, every wait bounded, every failure a
/// <see cref="StorageException"/>. An answer of any status is an answer; nothing here retries or follows.
/// </summary>
internal sealed class CloudHttp(CloudConnection connection) : IDisposable
{
    private static readonly UriCreationOptions RawUri = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private readonly HttpMessageInvoker _invoker = new(connection.CreateHandler());
    private readonly CloudHttpOptions _options = connection.Http;

    public ServerClock Clock { get; } = new(connection.Time);

    /// <summary>Sends the request as it is and gives the answer once its headers are there.</summary>
    public async Task<CloudAnswer> SendAsync(CloudRequest call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answerLimit = call.AnswersLate ? _options.LongAnswerTimeout : _options.StallTimeout;
        using var timer = new StallTimer(call.Body is null ? answerLimit : _options.StallTimeout, connection.Time, cancellationToken);
        var body = call.Body is null ? null : new UploadContent(call.Body, timer, answerLimit);
        using var request = Build(call, body);
        try
        {
            var response = await _invoker.SendAsync(request, timer.Token);
            return Answered(call, response);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception) when (body?.SourceFailure is not null && !timer.Expired)
        {
            body.SourceFailure.Throw();
            throw;
        }
        catch (OperationCanceledException e) when (timer.Expired)
        {
            throw new StorageException(StorageErrorKind.Transient, $"{call.What}: {call.Authority} made no progress for {answerLimit.TotalSeconds:0} s", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw NetworkFailures.InRequest(call.What, call.Authority, e);
        }
    }

    /// <summary>The answer's body, guarded against stalls and cuts. Disposing it gives the connection back.</summary>
    public AnswerStream Body(CloudAnswer answer) => new(answer.Response, answer.What, _options.StallTimeout, connection.Time);

    /// <summary>Reads the answer's whole body into a pooled buffer and gives the connection back.</summary>
    public async Task<PooledBytes> ReadAllAsync(CloudAnswer answer, int limit, CancellationToken cancellationToken)
    {
        await using var body = Body(answer);
        var bytes = new PooledBytes((int)Math.Min(answer.Response.Content.Headers.ContentLength ?? (64 << 10), limit));
        try
        {
            while (await body.ReadAsync(bytes.Room(), cancellationToken) is > 0 and var count)
            {
                bytes.Advance(count);
                if (bytes.Length > limit)
                {
                    throw new StorageException(StorageErrorKind.Other, $"{answer.What}: the answer is longer than {limit} bytes");
                }
            }

            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public void Dispose() => _invoker.Dispose();

    private CloudAnswer Answered(CloudRequest call, HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.TryGetValues("Date", out var date) && HttpDate.TryParse(date.ToString(), out var serverTime))
        {
            Clock.Learn(serverTime);
        }

        return new CloudAnswer(response, call);
    }

    private static HttpRequestMessage Build(CloudRequest call, UploadContent? body)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(call.Url, RawUri))
        {
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        foreach (var (name, value) in call.Headers)
        {
            var added = body is not null && ContentHeaders.Has(name)
                ? body.Headers.TryAddWithoutValidation(name, value)
                : request.Headers.TryAddWithoutValidation(name, value);
            if (!added || value.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                request.Dispose();
                throw new StorageException(StorageErrorKind.Other, $"{call.What}: header {name} can't be sent as it is");
            }
        }

        return request;
    }
}
