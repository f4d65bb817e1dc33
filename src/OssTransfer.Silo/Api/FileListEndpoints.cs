using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>Receiving the list of what a job migrates, chunk by chunk. Every request may be repeated.</summary>
internal static class FileListEndpoints
{
    private const int MaxDigestLength = 64;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    public static void MapFileLists(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(ApiRoutes.Jobs + "/{id}/list", BeginAsync)
            .Says("beginList", "a list is to come; the answer says which chunk is next", 400, 409, 413, 415);
        routes.MapPut(ApiRoutes.Jobs + "/{id}/list/{number:int:min(0)}", AddAsync)
            .Accepts<Stream>("application/octet-stream").Says("addListChunk", "the next chunk of a list", 400, 409, 413);
    }

    private static async Task<Results<Shown<FileListProgress>, Refused>> BeginAsync(
        string id, BeginFileListRequest request, [FromServices] IJobService service, CancellationToken cancellationToken) =>
        IsDigest(request.Digest) ? Answer(await service.BeginListAsync(id, request.Digest, cancellationToken)) : Answer(NoDigest);

    private static async Task<Results<Shown<FileListProgress>, Refused>> AddAsync(
        string id, int number, string digest, bool last, HttpRequest body, [FromServices] IJobService service, CancellationToken cancellationToken)
    {
        if (!IsDigest(digest))
        {
            return Answer(NoDigest);
        }

        // The server's limit on bodies bounds it.
        using var chunk = new MemoryStream();
        await body.Body.CopyToAsync(chunk, cancellationToken);
        return Answer(await service.AddListChunkAsync(id, digest, number, last, chunk.ToArray(), cancellationToken));
    }

    private static FileListProgress NoDigest =>
        new() { Code = ExitCode.Usage, Message = $"The list's digest must be 1 to {MaxDigestLength} hexadecimal digits in lower case." };

    private static bool IsDigest(string text) => text.Length is > 0 and <= MaxDigestLength && !text.AsSpan().ContainsAnyExcept(Hex);

    private static Results<Shown<FileListProgress>, Refused> Answer(FileListProgress answer) =>
        Answers.From(answer, ContractsJson.Default.FileListProgress, answer.Code, answer.Message);
}
