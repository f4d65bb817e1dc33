using System.Globalization;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>Sends requests without credentials, follows redirects itself, and has every hop pass the guard and the limits of its host.</summary>
/// <param name="http">The pipeline; its connections are opened by <see cref="ConnectGuard"/> unless a proxy opens them.</param>
/// <param name="lanes">Limits of hosts.</param>
/// <param name="proxyGuard">What judges hosts where a proxy connects; null where connections are opened here.</param>
/// <param name="time">The clock.</param>
internal sealed class UrlClient(CloudHttp http, HostLanes lanes, ConnectGuard? proxyGuard, TimeProvider time) : IDisposable
{
    public const int MaxRedirects = 10;

    private const string Agent = "OssTransfer/1.0";
    private readonly HostReachability _reachability = new(time);

    /// <summary>The answer at the end of the redirects, of any status.</summary>
    public async Task<UrlAnswer> SendAsync(UrlCall call, CancellationToken cancellationToken)
    {
        var address = call.Address;
        for (var hops = 0; ; hops++)
        {
            var answer = await SendOnceAsync(call, address, cancellationToken);
            if (!UrlRedirect.Is(answer.Status))
            {
                return answer;
            }

            using (answer)
            {
                address = Next(answer.Answer, address, hops);
            }
        }
    }

    /// <summary>The body; disposing it gives connection and place back.</summary>
    public ObjectBody Body(UrlAnswer answer, ObjectInfo info, long? length) =>
        new(info, http.Body(answer.Answer), length, () =>
        {
            answer.Permit.Dispose();
            return ValueTask.CompletedTask;
        });

    public StorageException Failure(UrlAnswer answer) => UrlFailure.Of(answer.Answer, time.GetUtcNow());

    public void Dispose() => http.Dispose();

    private async Task<UrlAnswer> SendOnceAsync(UrlCall call, UrlAddress address, CancellationToken cancellationToken)
    {
        var what = new CloudOperation(call.Method.Method, address.Shown, default);
        var permit = await lanes.EnterAsync(address.Authority, what, cancellationToken);
        try
        {
            if (proxyGuard is not null)
            {
                await proxyGuard.CheckAsync(address.Host.Trim('[', ']'), cancellationToken);
            }

            var answer = await http.SendAsync(new(call.Method, address.Url, address.Authority, what, Headers(call)), cancellationToken);
            _reachability.Answered(address.Authority);
            return new(answer, permit);
        }
        catch (Exception e)
        {
            permit.Dispose();
            if (Named(e, what, address) is { } named)
            {
                throw named;
            }

            throw;
        }
    }

    private static List<KeyValuePair<string, string>> Headers(UrlCall call)
    {
        var headers = new List<KeyValuePair<string, string>>(5)
        {
            new("accept", "*/*"),
            new("accept-encoding", "identity"),
            new("user-agent", Agent),
        };
        if (call.Range is { } range)
        {
            headers.Add(new("range", string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-{range.End - 1}")));
        }

        if (call.Condition is { } condition)
        {
            headers.Add(condition);
        }

        return headers;
    }

    /// <summary>The same failure, with the kind and message that help the user; null where it has them already.</summary>
    private StorageException? Named(Exception e, CloudOperation what, UrlAddress address) => e switch
    {
        StorageException when e.GetBaseException() is StorageException { Kind: StorageErrorKind.Denied } refusal =>
            new StorageException(StorageErrorKind.Denied, $"{what}: {refusal.Message}", e),
        StorageException { Kind: StorageErrorKind.Unreachable } when _reachability.OthersAnswer(address.Authority) =>
            new StorageException(StorageErrorKind.Transient, e.Message, e),
        UriFormatException => UrlAddress.Invalid("its host is none", e),
        _ => null,
    };

    private static UrlAddress Next(CloudAnswer answer, UrlAddress from, int hops)
    {
        if (hops == MaxRedirects)
        {
            throw new StorageException(StorageErrorKind.Other, $"{answer.What}: more than {MaxRedirects} redirects") { Status = answer.Status };
        }

        var location = answer.Header("Location")
            ?? throw new StorageException(StorageErrorKind.Other, $"{answer.What}: {answer.Status} without saying where to") { Status = answer.Status };
        try
        {
            return UrlRedirect.Resolve(from, location);
        }
        catch (StorageException e)
        {
            var kind = e.Kind == StorageErrorKind.Denied ? e.Kind : StorageErrorKind.Other;
            throw new StorageException(kind, $"{answer.What}: the redirect is not followed: {e.Message}", e) { Status = answer.Status };
        }
    }
}
