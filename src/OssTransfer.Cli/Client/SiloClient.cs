using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Client;

/// <summary>A silo's HTTP API as calls.</summary>
internal sealed class SiloClient : IJobClient, IDisposable
{
    private const string Json = "application/json";

    private readonly SiloTransport _transport;
    private readonly SiloDownloads _downloads;
    private bool _hasRead;

    // What was read last: a caller that asks again and again gets in a few bytes that nothing has changed.
    private Known? _last;

    /// <param name="locate">Finds the silo, or throws a <see cref="CliException"/> that says why there is none.</param>
    /// <param name="time">Measures pauses.</param>
    public SiloClient(Func<SiloAddress> locate, TimeProvider time)
    {
        _transport = new(locate, time);
        _downloads = new(_transport);
    }

    public void Dispose() => _transport.Dispose();

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

        using var response = await _transport.SendAsync(() => Asking(path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        var jobs = await ReadAsync(response, path, type, cancellationToken);
        if (jobs.Count <= most)
        {
            return (jobs, jobs.Count);
        }

        if (response.Headers.TryGetValues(ApiRoutes.Total, out var totals) && int.TryParse(totals.First(), CultureInfo.InvariantCulture, out var all))
        {
            return (jobs, all);
        }

        // A silo of an older version knows no order.
        jobs = await ListAsync(cancellationToken);
        return (jobs, jobs.Count);
    }

    public Task<JobView> ShowAsync(string jobId, CancellationToken cancellationToken) =>
        GetStatusAsync(ApiRoutes.Job(jobId), ContractsJson.Default.JobView, cancellationToken);

    public async Task<JobView?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        var path = ApiRoutes.Job(jobId);
        using var response = await _transport.SendAsync(() => Asking(path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, path, ContractsJson.Default.JobView, cancellationToken);
    }

    public Task<IReadOnlyList<MachineView>> MachinesAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Machines, ContractsJson.Default.IReadOnlyListMachineView, cancellationToken);

    public Task<SettingsView> SettingsAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Settings, ContractsJson.Default.SettingsView, cancellationToken);

    public Task<MailView> MailAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Mail, ContractsJson.Default.MailView, cancellationToken);

    public Task<SetAnswer> SetAsync(SetRequest request, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post,
        ApiRoutes.Settings,
        JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.SetRequest),
        Json,
        ContractsJson.Default.SetAnswer,
        cancellationToken);

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

    public Task<FileListProgress> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post,
        ApiRoutes.List(jobId),
        JsonSerializer.SerializeToUtf8Bytes(new BeginFileListRequest { Digest = digest }, ContractsJson.Default.BeginFileListRequest),
        Json,
        ContractsJson.Default.FileListProgress,
        cancellationToken);

    public Task<FileListProgress> AddListChunkAsync(string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Put,
            ApiRoutes.ListChunk(jobId, number, digest, isLast),
            chunk,
            "application/octet-stream",
            ContractsJson.Default.FileListProgress,
            cancellationToken);

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
        reason is null
            ? _downloads.LinesAsync(ApiRoutes.Failures(jobId), cancellationToken)
            : _downloads.PagesAsync(ApiRoutes.Failures(jobId, reason), cancellationToken);

    /// <summary>What vanished at the source of a job and would be deleted, line by line as it arrives.</summary>
    public IAsyncEnumerable<FailureView> DeletesAsync(string jobId, CancellationToken cancellationToken) =>
        _downloads.LinesAsync(ApiRoutes.Deletes(jobId), cancellationToken);

    public Task<CommandAnswer> ApproveDeletesAsync(string jobId, ApproveDeletesRequest request, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, ApiRoutes.Deletes(jobId), request, ContractsJson.Default.ApproveDeletesRequest, cancellationToken);

    /// <summary>The files of a job's report, one after the other as they arrive: each must be read before the next one.</summary>
    public IAsyncEnumerable<(string Name, Stream Content)> ReportAsync(string jobId, CancellationToken cancellationToken) =>
        _downloads.ReportAsync(jobId, cancellationToken);

    /// <summary>What a job's passes decided about a key.</summary>
    public Task<KeyExplanation> ExplainAsync(string jobId, ObjectKey key, CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Explain(jobId, Convert.ToHexStringLower(key.Bytes)), ContractsJson.Default.KeyExplanation, cancellationToken);

    /// <summary>What costs the silo little and is asked for so often that a start counts.</summary>
    private async Task<T> GetStatusAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (!_hasRead)
        {
            _hasRead = true;
            if (LocalRead.Find(_transport.Address, path, cancellationToken) is { } answer)
            {
                return _transport.Parse(answer, type);
            }
        }

        return await GetAsync(path, type, cancellationToken);
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await _transport.SendAsync(() => Asking(path), HttpCompletionOption.ResponseContentRead, cancellationToken);
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

        var value = await _transport.ReadAsync(response, type, cancellationToken);
        _last = response.Headers.ETag is { } revision ? new(path, revision, value!) : null;
        return value;
    }

    private Task<CommandAnswer> AskAsync<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(method, path, JsonSerializer.SerializeToUtf8Bytes(body, type), Json, ContractsJson.Default.CommandAnswer, cancellationToken);

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, byte[] body, string mediaType, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await _transport.SendAsync(
            () => new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new(mediaType) } } },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken);
        return await _transport.ParseAsync(response, type, cancellationToken);
    }

    private sealed record Known(string Path, EntityTagHeaderValue Revision, object Value);
}
