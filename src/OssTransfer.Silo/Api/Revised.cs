using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace OssTransfer.Silo.Api;

/// <summary>What was asked for, as JSON, with its revision as ETag: a caller that has it already (<c>If-None-Match</c>) gets a short answer.</summary>
/// <param name="value">It.</param>
/// <param name="type">How it is written.</param>
internal sealed class Revised<T>(T value, JsonTypeInfo<T> type) : IResult, IEndpointMetadataProvider
{
    // Lists of many jobs are long, and asked for every second: they lie in pooled pieces.
    private static readonly PipeOptions Pieces = new(pauseWriterThreshold: 0, resumeWriterThreshold: 0, minimumSegmentSize: 32 << 10);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var pipe = new Pipe(Pieces);
        try
        {
            await JsonSerializer.SerializeAsync(pipe.Writer, value, type, httpContext.RequestAborted);
            await pipe.Writer.CompleteAsync();
            await AnswerAsync(httpContext, (await pipe.Reader.ReadAsync(httpContext.RequestAborted)).Buffer);
        }
        finally
        {
            await pipe.Writer.CompleteAsync();
            await pipe.Reader.CompleteAsync();
        }
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)));
    }

    private static async Task AnswerAsync(HttpContext http, ReadOnlySequence<byte> body)
    {
        var (response, revision) = (http.Response, RevisionOf(body));
        response.Headers.ETag = revision.ToString();
        response.Headers.CacheControl = "private, no-cache";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(revision, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        foreach (var piece in body)
        {
            await response.Body.WriteAsync(piece, http.RequestAborted);
        }
    }

    private static EntityTagHeaderValue RevisionOf(ReadOnlySequence<byte> body)
    {
        var hash = new XxHash128();
        foreach (var piece in body)
        {
            hash.Append(piece.Span);
        }

        return new($"\"{Convert.ToHexStringLower(hash.GetCurrentHash())}\"");
    }
}
