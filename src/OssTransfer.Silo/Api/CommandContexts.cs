using System.Buffers;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>Reads who gives a command; what the caller left out is filled in.</summary>
internal static class CommandContexts
{
    private const int MaxIdLength = 64;
    private const int MaxWhoLength = 200;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static string? Problem(CommandRequest? request) => request switch
    {
        { Id: { } id } when id.Length is 0 or > MaxIdLength || id.AsSpan().ContainsAnyExcept(IdCharacters) =>
            $"The command's id must be 1 to {MaxIdLength} letters, digits, '.', '_' or '-'.",
        { Who.Length: > MaxWhoLength } => $"'who' is longer than {MaxWhoLength} characters.",
        _ => null,
    };

    /// <summary>What is wrong with a request that reads times: its zone is the caller's, and this machine must know it, too.</summary>
    public static string? Problem(CommandRequest? request, string? timeZone) => Problem(request)
        ?? (timeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)
            ? null
            : $"The silo's machine doesn't know the time zone '{timeZone}', in which times of the configuration would be read. "
                + "Install its time zone data there (the package tzdata), or give the command with TZ=UTC in its environment.");

    public static CommandContext From(CommandRequest? request) =>
        new(request?.Id ?? Guid.NewGuid().ToString("N"), string.IsNullOrWhiteSpace(request?.Who) ? "unknown" : request.Who) { Language = request?.Language };
}
