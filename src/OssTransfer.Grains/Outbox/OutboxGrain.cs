using Orleans.Concurrency;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs;
using OssTransfer.Jobs.Notices;

namespace OssTransfer.Grains.Outbox;

/// <inheritdoc cref="IOutboxGrain"/>
/// <remarks>Reentrant, so that what many jobs say at once shares one write.</remarks>
[Reentrant]
[KeepAlive]
internal sealed class OutboxGrain : Grain, IOutboxGrain
{
    private readonly IPersistentState<OutboxRow> _row;
    private readonly Signal<IOutboxGrain> _signal;
    private readonly TimeProvider _time;
    private readonly SharedWrite _write;
    private OutboxState _state = OutboxState.Empty;

    public OutboxGrain([PersistentState("outbox", StateStorage.Name)] IPersistentState<OutboxRow> row, Signal<IOutboxGrain> signal, TimeProvider time)
    {
        (_row, _signal, _time) = (row, signal, time);
        _write = new("The outbox", WriteAsync, DeactivateOnIdle);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = OutboxState.Decode(_row.State.State);
        return Task.CompletedTask;
    }

    public async Task AddAsync(byte[] notice)
    {
        await ChangeAsync(OutboxRules.Add(_state, Notice.Decode(notice), _time.GetUtcNow()));
        _signal.Raise();
    }

    public async Task<byte[]?> TakeAsync(byte[] request)
    {
        var (next, message) = OutboxRules.Take(_state, RecordJson.Decode<TakeRequest>(request), _time.GetUtcNow());
        await ChangeAsync(next);
        return message is null ? null : RecordJson.Encode(message);
    }

    public Task ReportAsync(string id, string sender, byte[] result, long settings) =>
        ChangeAsync(OutboxRules.Settle(_state, id, sender, RecordJson.Decode<SendResult>(result), settings, _time.GetUtcNow()));

    public async Task<string?> AskDayAsync()
    {
        var (next, id) = OutboxRules.AskDay(_state, _time.GetUtcNow());
        await ChangeAsync(next);
        return id;
    }

    public Task SkipDayAsync(string id) => ChangeAsync(OutboxRules.SkipDay(_state, id, _time.GetUtcNow()));

    public async Task<byte[]> ReadAsync()
    {
        await ChangeAsync(_state);
        return OutboxState.Encode(_state);
    }

    private Task ChangeAsync(OutboxState next)
    {
        _write.RefuseIfBroken();
        if (!ReferenceEquals(next, _state))
        {
            _state = next;
            _write.Note();
        }

        return _write.FlushAsync();
    }

    private Task WriteAsync()
    {
        _row.State = new() { State = OutboxState.Encode(_state) };
        return _row.WriteStateAsync();
    }
}
