using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.CommandLog;
using OssTransfer.Grains.Service;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Api;

/// <summary>
/// <c>log-commands.txt</c>: one line a command with time, who, from where, command, job, exit code and message, separated by TABs; and the same in the
/// cluster's log, which every machine shows. What cannot be written is reported in the silo's log; the command stands.
/// </summary>
internal sealed class CommandLog(ApiOptions options, ICommandHistory history, TimeProvider time, ILogger<CommandLog> logger)
{
    private readonly CommandFile _file = new(options.CommandLog, options.CommandLogBytes, options.CommandLogFiles);
    private readonly Permits _oneWriter = new(1);

    public Task WriteAsync(HttpContext http, CommandContext context, string command, string? jobId, CommandAnswer answer) =>
        WriteAsync(From(http.Connection.RemoteIpAddress), context, command, jobId, answer);

    // Not the request's token: the command is done, so it is written even where the caller has gone.
    public async Task WriteAsync(string from, CommandContext context, string command, string? jobId, CommandAnswer answer)
    {
        CommandTraces.Name(command, jobId, answer.Code);
        var logged = new LoggedCommand
        {
            Id = context.CommandId,
            At = time.GetLocalNow(),
            // One command is one line, whatever a caller calls itself.
            Who = VisibleText.OfLine(context.Who),
            From = from,
            Machine = options.SiloName,
            Command = command,
            JobId = jobId is null ? null : VisibleText.OfLine(jobId),
            Code = answer.Code,
            Message = VisibleText.OfLine(answer.Message),
        };
        await WriteHereAsync(logged);
        await RecordAsync(logged);
    }

    private async Task WriteHereAsync(LoggedCommand command)
    {
        var line = string.Join('\t',
            command.At.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            command.Who,
            command.From,
            command.Command,
            command.JobId ?? "-",
            command.Code.ToString("D"),
            command.Message);
        await _oneWriter.TakeAsync(CancellationToken.None);
        try
        {
            await _file.AppendAsync(line, CancellationToken.None);
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

    private async Task RecordAsync(LoggedCommand command)
    {
        try
        {
            await history.AppendAsync(command, CancellationToken.None);
        }
        catch (Exception e)
        {
            ApiLog.ClusterLogFailed(logger, e, command.Command, options.CommandLog);
        }
    }

    private static string From(IPAddress? address) => address?.ToString() ?? "-";
}
