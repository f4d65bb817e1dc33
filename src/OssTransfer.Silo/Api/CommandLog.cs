using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>
/// <c>log-commands.txt</c>: one line a command with time, who, from where, command, job, exit code and message, separated by TABs.
/// A line that cannot be written is reported in the silo's log; the command stands.
/// </summary>
internal sealed class CommandLog(ApiOptions options, TimeProvider time, ILogger<CommandLog> logger) : IDisposable
{
    private readonly SemaphoreSlim _oneWriter = new(1);

    public async Task WriteAsync(HttpContext http, CommandContext context, string command, string? jobId, ServiceAnswer answer)
    {
        var line = string.Join('\t',
            time.GetLocalNow().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            Field(context.Who),
            From(http.Connection.RemoteIpAddress),
            command,
            Field(jobId ?? "-"),
            answer.Code.ToString(CultureInfo.InvariantCulture),
            Field(answer.Message));

        // Not the request's token: the command is done, so its line is written even where the caller has gone.
        await _oneWriter.WaitAsync(CancellationToken.None);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(options.CommandLog)!);
            await File.AppendAllTextAsync(options.CommandLog, line + "\n", CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ApiLog.CommandLogFailed(logger, e, options.CommandLog);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    public void Dispose() => _oneWriter.Dispose();

    private static string From(IPAddress? address) => address?.ToString() ?? "-";

    // One command is one line, whatever a caller calls itself.
    private static string Field(string text) => string.Create(text.Length, text, (field, source) =>
    {
        for (var i = 0; i < field.Length; i++)
        {
            field[i] = char.IsControl(source[i]) ? ' ' : source[i];
        }
    });
}
