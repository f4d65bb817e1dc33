using System.Text.Json;
using OssTransfer.Contracts.Cluster;

namespace OssTransfer.Grains.CommandLog;

/// <inheritdoc cref="ICommandHistory"/>
internal sealed class CommandHistory(IGrainFactory grains, TimeProvider time) : ICommandHistory
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private ICommandLogGrain Commands => grains.GetGrain<ICommandLogGrain>(0);

    public Task AppendAsync(LoggedCommand command, CancellationToken cancellationToken) =>
        Commands.AppendAsync(JsonSerializer.SerializeToUtf8Bytes(command)).WaitAsync(Timeout, time, cancellationToken);

    public async Task<IReadOnlyList<LoggedCommand>> LastAsync(int count, string? jobId, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<LoggedCommand[]>(await Commands.LastAsync(count, jobId).WaitAsync(cancellationToken))!;
}
