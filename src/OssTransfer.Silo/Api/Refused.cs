using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OssTransfer.Contracts;

namespace OssTransfer.Silo.Api;

/// <summary>
/// An answer that says no: the members of problem details (RFC 9457) with those of the answer beside them, so that readers of either find what they know.
/// </summary>
internal sealed class Refused : IResult
{
    private readonly JsonObject _problem;
    private readonly int _status;

    private Refused(JsonObject problem, int status) => (_problem, _status) = (problem, status);

    /// <param name="answer">What the command line reads.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="code">Its exit code.</param>
    /// <param name="message">Its message.</param>
    /// <param name="status">The HTTP status.</param>
    public static Refused Of<T>(T answer, JsonTypeInfo<T> type, ExitCode code, string message, int status)
    {
        var problem = new JsonObject
        {
            ["type"] = "urn:osstransfer:" + JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()),
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = message,
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(answer, type)!.AsObject())
        {
            problem[name] = value?.DeepClone();
        }

        return new(problem, status);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, body) = (httpContext.Response, Encoding.UTF8.GetBytes(_problem.ToJsonString()));
        response.StatusCode = _status;
        response.ContentType = "application/problem+json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
