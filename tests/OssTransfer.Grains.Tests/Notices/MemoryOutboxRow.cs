using OssTransfer.Grains.Outbox;

namespace OssTransfer.Grains.Tests.Notices;

/// <summary>The outbox's row as one activation has it, over what is durable.</summary>
internal sealed class MemoryOutboxRow : IPersistentState<OutboxRow>
{
    public OutboxRow State { get; set; } = new();

    public string? Etag => null;

    public bool RecordExists => Durable.State.Length > 0;

    /// <summary>What the database holds.</summary>
    public OutboxRow Durable { get; set; } = new();

    public int Writes { get; private set; }

    public Task ReadStateAsync()
    {
        State = Durable;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync()
    {
        var written = State;
        await Task.Yield();
        Durable = written;
        Writes++;
    }

    public Task ClearStateAsync() => throw new NotSupportedException();
}
