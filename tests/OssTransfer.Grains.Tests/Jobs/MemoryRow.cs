using OssTransfer.Grains.Jobs;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>A job's row of one activation, over what the world's database holds: a write that another one has overtaken fails.</summary>
internal sealed class MemoryRow(MemoryDatabase database) : IPersistentState<JobRow>
{
    private readonly int _readAt = database.Version;
    private int? _writtenAt;

    public JobRow State { get; set; } = database.Row;

    public string? Etag => $"{_writtenAt ?? _readAt}";

    public bool RecordExists => State.State.Length > 0;

    public Task ReadStateAsync() => throw new NotSupportedException("Orleans reads the row before the job is activated.");

    public async Task WriteStateAsync()
    {
        await (database.Wait ?? Task.CompletedTask);
        _writtenAt = database.Write(_writtenAt ?? _readAt, State);
    }

    public Task ClearStateAsync()
    {
        State = new();
        return WriteStateAsync();
    }
}
