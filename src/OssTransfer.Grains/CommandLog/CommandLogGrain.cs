using OssTransfer.Contracts.Cluster;
using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs;
using OssTransfer.Jobs.CommandLog;

namespace OssTransfer.Grains.CommandLog;

/// <inheritdoc cref="ICommandLogGrain"/>
internal sealed class CommandLogGrain([PersistentState("command-log", StateStorage.Name)] IPersistentState<CommandLogRow> row) : Grain, ICommandLogGrain
{
    private CommandRing _ring = CommandRing.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ring = CommandRing.Decode(row.State.Ring);
        return Task.CompletedTask;
    }

    public async Task AppendAsync(byte[] command)
    {
        var next = _ring.Add(RecordJson.Decode<LoggedCommand>(command));
        if (ReferenceEquals(next, _ring))
        {
            return;
        }

        _ring = next;
        row.State = new() { Ring = CommandRing.Encode(next) };
        try
        {
            await row.WriteStateAsync();
        }
        catch
        {
            // The caller tries again, or knows that it isn't there.
            DeactivateOnIdle();
            throw;
        }
    }

    public Task<byte[]> LastAsync(int count, string? jobId) => Task.FromResult(RecordJson.Encode(_ring.Last(count, jobId)));
}
