using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Client;

/// <summary>
/// Requests to a silo and their answers. What stands in the way of an answer becomes a <see cref="CliException"/>.
/// A silo that was started again may have another port and token: where the old ones fail it is looked for again.
/// </summary>
internal sealed class SiloTransport : IDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Listing one page on both sides may wait for a slow store.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly Func<SiloAddress> _locate;
    private readonly TimeProvider _time;

    // A command that needs no more than its first answer may never need it.
    private HttpClient? _http;

    /// <param name="locate">Finds the silo, or throws a <see cref="CliException"/> that says why there is none.</param>
    /// <param name="time">Measures pauses.</param>
    public SiloTransport(Func<SiloAddress> locate, TimeProvider time)
    {
        _locate = locate;
        _time = time;
        Address = locate();
    }

    /// <summary>Where the silo was found last.</summary>
    public SiloAddress Address { get; private set; }

    public void Dispose() => _http?.Dispose();

    /// <summary>Sends again where the connection failed. That is harmless: a read changes nothing, and a command carries its id.</summary>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = create();
            request.RequestUri = new Uri(Address.Url, request.RequestUri!);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Address.Token.Reveal());
            try
            {
                // Nothing else is done meanwhile, and what waits in its place needs less code at a start.
                return (_http ??= NewHttp()).Send(request, completion, cancellationToken);
            }
            catch (HttpRequestException e) when (IsRefused(e))
            {
                if (attempt < Attempts && HasMoved())
                {
                    continue;
                }

                throw new CliException(
                    ExitCode.NoSilo,
                    $"No silo answers at {Address.Url.GetLeftPart(UriPartial.Authority)}. Start one with {Advice.Of("start")}, or name another with --home DIR or --api URL.");
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
            {
                throw new CliException(
                    ExitCode.NoSilo,
                    $"What answers at {Address.Url.GetLeftPart(UriPartial.Authority)} does not prove to be the silo that is meant: {(Address.Certificate is null ? "this machine does not trust its certificate" : "it shows another certificate")}. Take conf/api.pem from the silo's home, and name the copy with --api-cert FILE.");
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, _time, cancellationToken);
            }
            catch (HttpRequestException e)
            {
                throw new CliException(
                    ExitCode.NoSilo,
                    $"{Capital(Address.Silo)} broke off the connection ({e.HttpRequestError}). {Advice.Of("status")} shows whether it is back and what it did; the same command may be given again.");
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new CliException(
                    ExitCode.NoSilo,
                    $"{Capital(Address.Silo)} gave no answer for {Timeout.TotalMinutes:0} minutes. Its log says more; the same command may be given again.");
            }
        }
    }

    /// <summary>The body of an answer. One that is no success throws what it says.</summary>
    public async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var answer = await ParseAsync(response, ContractsJson.Default.CommandAnswer, cancellationToken);
            throw new CliException(answer.Code, answer.Message);
        }

        return await ParseAsync(response, type, cancellationToken);
    }

    /// <summary>The body of an answer, whatever its status: one with a code of its own is an answer, too.</summary>
    public async Task<T> ParseAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        response.StatusCode == HttpStatusCode.Unauthorized
            ? throw WrongToken()
            : Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), type);

    /// <summary>A body that was read.</summary>
    public T Parse<T>(byte[] body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw Unreadable();
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    /// <summary>What answered is no silo of this version.</summary>
    public CliException Unreadable() =>
        new(
            ExitCode.NoSilo,
            $"What answers at {Address.Url.GetLeftPart(UriPartial.Authority)} is not an osstransfer silo of this version. Check --api, or --api-port of 'start'.");

    private HttpClient NewHttp() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors) },
    })
    {
        Timeout = Timeout,
    };

    private bool HasMoved()
    {
        var found = _locate();
        var moved = found.Url != Address.Url;
        Address = found;
        return moved;
    }

    private static bool IsRefused(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError || e.InnerException is SocketException;

    private CliException WrongToken() =>
        new CliException(
            ExitCode.Error,
            $"{Capital(Address.Silo)} does not accept the token of {Address.TokenFrom}. It belongs to another silo or was changed; take the text of conf/token in that silo's home.");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    // A silo's own certificate names no host: which one it is decides.
    private bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors) => Address.Certificate is { } expected
        ? certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(expected.RawDataMemory.Span)
        : errors == SslPolicyErrors.None;
}
