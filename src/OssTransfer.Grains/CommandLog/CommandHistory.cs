using OssTransfer.Contracts.Cluster;
using OssTransfer.Jobs;

namespace OssTransfer.Grains.CommandLog;

/// <inheritdoc cref="ICommandHistory"/>
internal sealed class CommandHistory(IGrainFactory grains, TimeProvider time) : ICommandHistory
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private ICommandLogGrain Commands => grains.GetGrain<ICommandLogGrain>(0);

    public Task AppendAsync(LoggedCommand command, CancellationToken cancellationToken) =>
        Commands.AppendAsync(RecordJson.Encode(command)).WaitAsync(Timeout, time, cancellationToken);

    public async Task<IReadOnlyList<LoggedCommand>> LastAsync(int count, string? jobId, CancellationToken cancellationToken) =>
        RecordJson.Decode<LoggedCommand[]>(await Commands.LastAsync(count, jobId).WaitAsync(cancellationToken));
}
