using System.Text.Json;
using Orleans.Concurrency;
using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs.Notices;

namespace OssTransfer.Grains.Outbox;

/// <inheritdoc cref="IOutboxGrain"/>
/// <remarks>Reentrant, so that what many jobs say at once shares one write.</remarks>
[Reentrant]
[KeepAlive]
internal sealed class OutboxGrain(
    [PersistentState("outbox", StateStorage.Name)] IPersistentState<OutboxRow> row, TimeProvider time) : Grain, IOutboxGrain
{
    private OutboxState _state = OutboxState.Empty;
    private long _version;
    private long _stored;
    private Task? _writing;
    private bool _isBroken;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = OutboxState.Decode(row.State.State);
        return Task.CompletedTask;
    }

    public Task AddAsync(byte[] notice) => ChangeAsync(OutboxRules.Add(_state, Notice.Decode(notice), time.GetUtcNow()));

    public async Task<byte[]?> TakeAsync(byte[] request)
    {
        var (next, message) = OutboxRules.Take(_state, JsonSerializer.Deserialize<TakeRequest>(request)!, time.GetUtcNow());
        await ChangeAsync(next);
        return message is null ? null : JsonSerializer.SerializeToUtf8Bytes(message);
    }

    public Task SettleAsync(string id, string sender, byte[] result, long settings) =>
        ChangeAsync(OutboxRules.Settle(_state, id, sender, JsonSerializer.Deserialize<SendResult>(result)!, settings, time.GetUtcNow()));

    public async Task<string?> AskDayAsync()
    {
        var (next, id) = OutboxRules.AskDay(_state, time.GetUtcNow());
        await ChangeAsync(next);
        return id;
    }

    public Task SkipDayAsync(string id) => ChangeAsync(OutboxRules.SkipDay(_state, id, time.GetUtcNow()));

    public async Task<byte[]> ReadAsync()
    {
        await ChangeAsync(_state);
        return OutboxState.Encode(_state);
    }

    private async Task ChangeAsync(OutboxState next)
    {
        if (_isBroken)
        {
            throw new InvalidOperationException("The outbox's last write failed; ask again.");
        }

        if (!ReferenceEquals(next, _state))
        {
            _state = next;
            _version++;
        }

        var wanted = _version;
        while (_stored < wanted)
        {
            await (_writing ??= WriteAsync());
        }
    }

    private async Task WriteAsync()
    {
        // Everything that changes until the grain's turn ends goes into this write.
        await Task.Yield();
        var version = _version;
        try
        {
            row.State = new() { State = OutboxState.Encode(_state) };
            await row.WriteStateAsync();
            _stored = version;
        }
        catch
        {
            // What is in memory may not hold: the next call begins with what is stored.
            _isBroken = true;
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            _writing = null;
        }
    }
}
