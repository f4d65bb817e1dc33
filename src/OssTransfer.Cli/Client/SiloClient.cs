using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Commands;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Machines;
using OssTransfer.Contracts.Settings;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Client;

/// <summary>
/// A silo's HTTP API as calls. What stands in the way of an answer becomes a <see cref="CliException"/>.
/// A silo that was started again may have another port and token: where the old ones fail it is looked for again.
/// </summary>
internal sealed class SiloClient : IJobClient, IDisposable
{
    private const int Attempts = 3;
    private const int PartBufferBytes = 64 << 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Listing one page on both sides may wait for a slow store.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly Func<SiloAddress> _locate;
    private readonly TimeProvider _time;

    // The first answer is often the only one: what makes many of them is made when it is needed.
    private HttpClient? _http;
    private bool _hasRead;
    private SiloAddress _address;

    // What was read last: a caller that asks again and again gets in a few bytes that nothing has changed.
    private Known? _last;

    /// <param name="locate">Finds the silo, or throws a <see cref="CliException"/> that says why there is none.</param>
    /// <param name="time">Measures pauses.</param>
    public SiloClient(Func<SiloAddress> locate, TimeProvider time)
    {
        _locate = locate;
        _time = time;
        _address = locate();
    }

    public void Dispose() => _http?.Dispose();

    public Task<IReadOnlyList<JobView>> ListAsync(CancellationToken cancellationToken) =>
        GetStatusAsync(ApiRoutes.Jobs, ContractsJson.Default.IReadOnlyListJobView, cancellationToken);

    /// <summary>The first jobs, those at work before others, and how many there are.</summary>
    public async Task<(IReadOnlyList<JobView> Jobs, int All)> FirstAsync(int most, CancellationToken cancellationToken)
    {
        // One more says whether these are all.
        most = Math.Min(most, ApiRoutes.MostOfPage - 1);
        var (path, type) = (ApiRoutes.FirstJobs(most + 1), ContractsJson.Default.IReadOnlyListJobView);
        if (!_hasRead && await GetStatusAsync(path, type, cancellationToken) is var first && first.Count <= most)
        {
            return (first, first.Count);
        }

        using var response = await SendAsync(() => Asking(path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        var jobs = await ReadAsync(response, path, type, cancellationToken);
        if (jobs.Count <= most)
        {
            return (jobs, jobs.Count);
        }

        if (response.Headers.TryGetValues(ApiRoutes.Total, out var totals) && int.TryParse(totals.First(), CultureInfo.InvariantCulture, out var all))
        {
            return (jobs, all);
        }

        // A silo of a version before knows no order.
        jobs = await ListAsync(cancellationToken);
        return (jobs, jobs.Count);
    }

    public Task<JobView> ShowAsync(string jobId, CancellationToken cancellationToken) =>
        GetStatusAsync(ApiRoutes.Job(jobId), ContractsJson.Default.JobView, cancellationToken);

    public async Task<JobView?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        var path = ApiRoutes.Job(jobId);
        using var response = await SendAsync(() => Asking(path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, path, ContractsJson.Default.JobView, cancellationToken);
    }

    public Task<IReadOnlyList<MachineView>> MachinesAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Machines, ContractsJson.Default.IReadOnlyListMachineView, cancellationToken);

    public Task<SettingsView> SettingsAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Settings, ContractsJson.Default.SettingsView, cancellationToken);

    public Task<MailView> MailAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Mail, ContractsJson.Default.MailView, cancellationToken);

    public async Task<SetAnswer> SetAsync(SetRequest request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.SetRequest);
        using var response = await SendAsync(
            () =>
                new HttpRequestMessage(HttpMethod.Post, ApiRoutes.Settings)
                {
                    Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken);
        return response.StatusCode == HttpStatusCode.Unauthorized
            ? throw WrongToken()
            : await ParseAsync(response, ContractsJson.Default.SetAnswer, cancellationToken);
    }

    /// <summary>The last commands given on all machines, the latest last.</summary>
    public Task<IReadOnlyList<LoggedCommand>> CommandsAsync(int last, string? jobId, CancellationToken cancellationToken) =>
        GetAsync(
            $"{ApiRoutes.Commands}?last={last}{(jobId is null ? "" : "&job=" + Uri.EscapeDataString(jobId))}",
            ContractsJson.Default.IReadOnlyListLoggedCommand,
            cancellationToken);

    public Task<JobConfigView> LookAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Config(jobId), ContractsJson.Default.JobConfigView, cancellationToken);

    public Task<CommandAnswer> AddAsync(AddJobRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, ApiRoutes.Jobs, request, ContractsJson.Default.AddJobRequest, cancellationToken);

    public Task<CommandAnswer> EditAsync(string jobId, AddJobRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Put, ApiRoutes.Config(jobId), request, ContractsJson.Default.AddJobRequest, cancellationToken);

    public Task<CommandAnswer> SetJobAsync(string jobId, SetJobRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, ApiRoutes.JobSettings(jobId), request, ContractsJson.Default.SetJobRequest, cancellationToken);

    public Task<CommandAnswer> CommandAsync(string jobId, string command, CommandRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, ApiRoutes.Command(jobId, command), request, ContractsJson.Default.CommandRequest, cancellationToken);

    public async Task<FileListProgress> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new BeginFileListRequest { Digest = digest }, ContractsJson.Default.BeginFileListRequest);
        return await SendListAsync(HttpMethod.Post, ApiRoutes.List(jobId), body, "application/json", cancellationToken);
    }

    public Task<FileListProgress> AddListChunkAsync(string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken) =>
        SendListAsync(HttpMethod.Put, ApiRoutes.ListChunk(jobId, number, digest, isLast), chunk, "application/octet-stream", cancellationToken);

    public Task<CommandAnswer> StopAsync(CommandRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, ApiRoutes.Stop, request, ContractsJson.Default.CommandRequest, cancellationToken);

    public Task<CommandAnswer> SealWithAsync(string keyName, CommandRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Put, ApiRoutes.SealingKey(keyName), request, ContractsJson.Default.CommandRequest, cancellationToken);

    public Task<CommandAnswer> ShowCertificateAsync(string fingerprint, CommandRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Put, ApiRoutes.Certificate(fingerprint), request, ContractsJson.Default.CommandRequest, cancellationToken);

    /// <summary>What failed in a job's last run, line by line as it arrives.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="reason">Only what failed for this reason; null: everything.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<FailureView> FailuresAsync(string jobId, string? reason, CancellationToken cancellationToken) =>
        reason is null ? LinesAsync(ApiRoutes.Failures(jobId), cancellationToken) : PagesAsync(ApiRoutes.Failures(jobId, reason), cancellationToken);

    /// <summary>What vanished at the source of a job and would be deleted, line by line as it arrives.</summary>
    public IAsyncEnumerable<FailureView> DeletesAsync(string jobId, CancellationToken cancellationToken) =>
        LinesAsync(ApiRoutes.Deletes(jobId), cancellationToken);

    public Task<CommandAnswer> ApproveDeletesAsync(string jobId, ApproveDeletesRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, ApiRoutes.Deletes(jobId), request, ContractsJson.Default.ApproveDeletesRequest, cancellationToken);

    /// <summary>One page after the other, as each names the next.</summary>
    private async IAsyncEnumerable<FailureView> PagesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = path; next is not null;)
        {
            using var response = await GetLinesAsync(next, cancellationToken);
            await foreach (var line in LinesAsync(response, cancellationToken))
            {
                // A silo that doesn't know pages sends the whole list.
                yield return line.Group is not null ? line : throw new CliException(
                    ExitCode.Error, $"{_address.Silo} is of an older version, which notes no reasons: leave --reason out, or start it with this version.");
            }

            next = response.Headers.TryGetValues("Link", out var links) && links.First().Split('>') is [['<', .. var url], "; rel=\"next\""] ? url : null;
        }
    }

    private async IAsyncEnumerable<FailureView> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await GetLinesAsync(path, cancellationToken);
        await foreach (var line in LinesAsync(response, cancellationToken))
        {
            yield return line;
        }
    }

    private async Task<HttpResponseMessage> GetLinesAsync(string path, CancellationToken cancellationToken)
    {
        var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                await ReadAsync(response, ContractsJson.Default.CommandAnswer, cancellationToken);
            }
        }

        return response;
    }

    private async IAsyncEnumerable<FailureView> LinesAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var lines = new StreamReader(body);
        while (await NextLineAsync(lines, cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, ContractsJson.Default.FailureView) ?? throw Unreadable();
        }
    }

    /// <summary>The files of a job's report, one after the other as they arrive: each must be read before the next one.</summary>
    public async IAsyncEnumerable<(string Name, Stream Content)> ReportAsync(string jobId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, ApiRoutes.Report(jobId)), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            await ReadAsync(response, ContractsJson.Default.CommandAnswer, cancellationToken);
        }

        var boundary = response.Content.Headers.ContentType?.Parameters.FirstOrDefault(parameter => parameter.Name == "boundary")?.Value ?? throw Unreadable();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var parts = new MultipartReader(boundary, body, PartBufferBytes);
        var brokenOff = $"The report broke off: {_address.Silo} could not read all of it. Its log says why; what was there before is as it was.";
        while (await NextPartAsync(parts, brokenOff, cancellationToken) is { } part)
        {
            var name = part.GetContentDispositionHeader()?.FileNameStar.Value;
            yield return name is not null && ReportNames.All(jobId).Contains(name) ? (name, new AnsweredStream(part.Body, brokenOff)) : throw Unreadable();
        }
    }

    /// <summary>What a job's passes decided about a key.</summary>
    public Task<KeyExplanation> ExplainAsync(string jobId, ObjectKey key, CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Explain(jobId, Convert.ToHexStringLower(key.Bytes)), ContractsJson.Default.KeyExplanation, cancellationToken);

    private static async Task<MultipartSection?> NextPartAsync(MultipartReader parts, string brokenOff, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new CliException(ExitCode.Error, brokenOff);
        }
    }

    private async Task<FileListProgress> SendListAsync(HttpMethod method, string path, byte[] body, string type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken);
        return response.StatusCode == HttpStatusCode.Unauthorized
            ? throw WrongToken()
            : await ParseAsync(response, ContractsJson.Default.FileListProgress, cancellationToken);
    }

    private async Task<string?> NextLineAsync(StreamReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new CliException(
                ExitCode.Error, $"The list broke off: {_address.Silo} could not read all of it. Its log says why; the lines above are not all.");
        }
    }

    /// <summary>What costs the silo little and is asked for so often that a start counts.</summary>
    private async Task<T> GetStatusAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (!_hasRead)
        {
            _hasRead = true;
            if (LocalRead.Find(_address, path, cancellationToken) is { } answer)
            {
                return Parse(answer, type);
            }
        }

        return await GetAsync(path, type, cancellationToken);
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => Asking(path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync(response, path, type, cancellationToken);
    }

    private HttpRequestMessage Asking(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (_last?.Path == path)
        {
            request.Headers.IfNoneMatch.Add(_last.Revision);
        }

        return request;
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotModified && _last is { Value: T known } last && last.Path == path)
        {
            return known;
        }

        var value = await ReadAsync(response, type, cancellationToken);
        _last = response.Headers.ETag is { } revision ? new(path, revision, value!) : null;
        return value;
    }

    // An answer with a code of its own is an answer, whatever its HTTP status.
    private async Task<CommandAnswer> AskAsync<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        using var response = await SendAsync(
            () =>
                new HttpRequestMessage(method, path)
                {
                    Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken);
        return await AnswerAsync(response, cancellationToken);
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var answer = await AnswerAsync(response, cancellationToken);
            throw new CliException(answer.Code, answer.Message);
        }

        return await ParseAsync(response, type, cancellationToken);
    }

    private async Task<CommandAnswer> AnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode == HttpStatusCode.Unauthorized
            ? throw WrongToken()
            : await ParseAsync(response, ContractsJson.Default.CommandAnswer, cancellationToken);

    private async Task<T> ParseAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), type);

    private T Parse<T>(byte[] body, JsonTypeInfo<T> type)
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

    /// <summary>Sends again where the connection failed. That is harmless: a read changes nothing, and a command carries its id.</summary>
    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = create();
            request.RequestUri = new Uri(_address.Url, request.RequestUri!);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _address.Token.Reveal());
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
                    $"No silo answers at {_address.Url.GetLeftPart(UriPartial.Authority)}. Start one with {Advice.Of("start")}, or name another with --home DIR or --api URL.");
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
            {
                throw new CliException(
                    ExitCode.NoSilo,
                    $"What answers at {_address.Url.GetLeftPart(UriPartial.Authority)} does not prove to be the silo that is meant: {(_address.Certificate is null ? "this machine does not trust its certificate" : "it shows another certificate")}. Take conf/api.pem from the silo's home, and name the copy with --api-cert FILE.");
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, _time, cancellationToken);
            }
            catch (HttpRequestException e)
            {
                throw new CliException(
                    ExitCode.NoSilo,
                    $"{Capital(_address.Silo)} broke off the connection ({e.HttpRequestError}). {Advice.Of("status")} shows whether it is back and what it did; the same command may be given again.");
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new CliException(
                    ExitCode.NoSilo,
                    $"{Capital(_address.Silo)} gave no answer for {Timeout.TotalMinutes:0} minutes. Its log says more; the same command may be given again.");
            }
        }
    }

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
        var moved = found.Url != _address.Url;
        _address = found;
        return moved;
    }

    private static bool IsRefused(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError || e.InnerException is SocketException;

    private CliException WrongToken() =>
        new CliException(
            ExitCode.Error,
            $"{Capital(_address.Silo)} does not accept the token of {_address.TokenFrom}. It belongs to another silo or was changed; take the text of conf/token in that silo's home.");

    private CliException Unreadable() =>
        new(
            ExitCode.NoSilo,
            $"What answers at {_address.Url.GetLeftPart(UriPartial.Authority)} is not an osstransfer silo of this version. Check --api, or --api-port of 'start'.");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    // A silo's own certificate names no host: which one it is decides.
    private bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors) => _address.Certificate is { } expected
        ? certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(expected.RawDataMemory.Span)
        : errors == SslPolicyErrors.None;

    private sealed record Known(string Path, EntityTagHeaderValue Revision, object Value);
}
