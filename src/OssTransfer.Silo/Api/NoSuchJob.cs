using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Config.Reading;

namespace OssTransfer.Silo.Api;

/// <summary>What is said of a job that isn't there: its nearest name, or how to see all.</summary>
internal static class NoSuchJob
{
    public static async Task<Refused> AnswerAsync(string id, IJobService service, CancellationToken cancellationToken) =>
        Answers.Refuse(ExitCode.NotAllowed, StatusCodes.Status404NotFound, Message(id, await service.NamesAsync(cancellationToken)));

    public static string Message(string id, IReadOnlyList<string> names) => names.Count switch
    {
        0 => $"There is no job '{id}', nor any other. Add one with {Advice.Of("add", "job.cfg")}.",
        _ when NearestName.Find(id, names) is { } nearest => $"There is no job '{id}'. Did you mean '{nearest}'?",
        _ => $"There is no job '{id}'. {Advice.Of("status")} shows all jobs.",
    };
}
