using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OssTransfer.Contracts;
using OssTransfer.Grains.Notices;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Notices;
using OssTransfer.Storage;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Silo.Senders;

/// <summary>Posts messages to the addresses of jobs, past no redirect and no proxy, and to no private address that isn't allowed.</summary>
internal sealed class HttpUrlSender(TimeProvider time) : IUrlSender, IDisposable
{
    private const int MostAnswerBytes = 16 << 10;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    // One for each range of addresses that jobs allow: a connection that one job may use is no other's.
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(UrlMessage message, NotifyFormat format, string allow, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Url)
        {
            Content = new ByteArrayContent(message.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.TryAddWithoutValidation("User-Agent", $"OssTransfer/{ProgramVersion.Text}");
        foreach (var (name, value) in message.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // The body's time counts, too: others wait behind it.
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var answer = await _clients.GetOrAdd(allow, Create).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);

            // The address is a secret, and a server may repeat it.
            var said = HiddenText.Hide(await ReadAsync(answer, either.Token), [message.Url.AbsoluteUri, message.Url.PathAndQuery]);
            return ResultOf(format, (int)answer.StatusCode, said);
        }
        catch (HttpRequestException exception) when (exception.InnerException is StorageException refused)
        {
            return new(SendResultKind.MessageRefused, refused.Message);
        }
        catch (StorageException refused)
        {
            return new(SendResultKind.MessageRefused, refused.Message);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new(SendResultKind.Later, exception.InnerException?.Message ?? exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SendResultKind.Later, $"no answer within {Timeout.TotalSeconds:0} s");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private static SendResult ResultOf(NotifyFormat format, int status, string body)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{status} {NoticeText.Visible(body)}").Trim();
        return status switch
        {
            >= 200 and < 300 when UrlMessages.Refusal(format, body) is { } refusal => new(SendResultKind.Later, NoticeText.Visible(refusal)),
            >= 200 and < 300 => new(SendResultKind.Sent, words),
            408 or 425 or 429 or >= 500 => new(SendResultKind.Later, words),
            _ => new(SendResultKind.MessageRefused, words),
        };
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostAnswerBytes];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private HttpClient Create(string allow)
    {
        IReadOnlyList<IPNetwork> ranges = AddressRanges.TryParse(allow, out var read, out _) ? read : [];
        return new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = new GuardedConnections(ranges, ConnectTimeout, time).OpenAsync,
        })
        {
            // Ours, over all of an answer.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
    }
}
