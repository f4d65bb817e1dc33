using Microsoft.Extensions.Hosting;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Api;

/// <summary>Writes into the command log that the silo has started, by whomever or by its supervisor. Registered last: then it answers.</summary>
internal sealed class StartNote(CommandLog log, ApiOptions options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => log.WriteAsync(
        "-",
        new(Guid.NewGuid().ToString("N"), $"{Environment.UserName}@{Environment.MachineName}"),
        "start",
        null,
        new CommandAnswer { Message = $"The silo '{options.SiloName}' (process {Environment.ProcessId}) has started." });

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
