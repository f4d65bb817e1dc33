using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Cli.Client;

/// <summary>Answers of any length, read as they arrive. One that breaks off is an error, so that a part is never taken for all.</summary>
internal sealed class SiloDownloads(SiloTransport transport)
{
    private const int PartBufferBytes = 64 << 10;

    /// <summary>The lines of one page after the other, as each names the next.</summary>
    public async IAsyncEnumerable<FailureView> PagesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = path; next is not null;)
        {
            using var response = await OpenAsync(next, cancellationToken);
            await foreach (var line in LinesAsync(response, cancellationToken))
            {
                // A silo that doesn't know pages sends the whole list.
                yield return line.Group is not null ? line : throw new CliException(
                    ExitCode.Error,
                    $"{transport.Address.Silo} is of an older version, which notes no reasons: leave --reason out, or start it with this version.");
            }

            next = response.Headers.TryGetValues("Link", out var links) && links.First().Split('>') is [['<', .. var url], "; rel=\"next\""] ? url : null;
        }
    }

    /// <summary>The lines of one answer.</summary>
    public async IAsyncEnumerable<FailureView> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(path, cancellationToken);
        await foreach (var line in LinesAsync(response, cancellationToken))
        {
            yield return line;
        }
    }

    /// <summary>The files of a job's report, one after the other as they arrive: each must be read before the next one.</summary>
    public async IAsyncEnumerable<(string Name, Stream Content)> ReportAsync(string jobId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(ApiRoutes.Report(jobId), cancellationToken);
        var boundary = response.Content.Headers.ContentType?.Parameters.FirstOrDefault(parameter => parameter.Name == "boundary")?.Value
            ?? throw transport.Unreadable();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var parts = new MultipartReader(boundary, body, PartBufferBytes);
        var brokenOff = $"The report broke off: {transport.Address.Silo} could not read all of it. Its log says why; what was there before is as it was.";
        while (await NextPartAsync(parts, brokenOff, cancellationToken) is { } part)
        {
            var name = part.GetContentDispositionHeader()?.FileNameStar.Value;
            yield return name is not null && ReportNames.All(jobId).Contains(name)
                ? (name, new AnsweredStream(part.Body, brokenOff))
                : throw transport.Unreadable();
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var response = await transport.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                await transport.ReadAsync(response, ContractsJson.Default.CommandAnswer, cancellationToken);
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
            yield return JsonSerializer.Deserialize(line, ContractsJson.Default.FailureView) ?? throw transport.Unreadable();
        }
    }

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

    private async Task<string?> NextLineAsync(StreamReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new CliException(
                ExitCode.Error, $"The list broke off: {transport.Address.Silo} could not read all of it. Its log says why; the lines above are not all.");
        }
    }
}
