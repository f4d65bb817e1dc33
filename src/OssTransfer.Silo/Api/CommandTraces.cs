using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts;

namespace OssTransfer.Silo.Api;

/// <summary>The traces of this floor: each command, from the API and from pages. Nothing is made while nothing collects it.</summary>
internal static class CommandTraces
{
    /// <summary>The name of its source.</summary>
    public const string SourceName = "OssTransfer.Silo";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Requests that change something are traced.</summary>
    public static void UseCommandTraces(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!Source.HasListeners() || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }

        using var activity = Source.StartActivity("command", ActivityKind.Server);
        await next(http);
        activity?.SetTag("http.response.status_code", http.Response.StatusCode);
    });

    /// <summary>Says which command the request was, once that is known.</summary>
    public static void Name(string command, string? jobId, ExitCode code)
    {
        if (Activity.Current is { Source.Name: SourceName } activity)
        {
            activity.SetTag("osstransfer.command", command);
            activity.SetTag("osstransfer.job", jobId);
            activity.SetTag("osstransfer.code", (int)code);
        }
    }
}
