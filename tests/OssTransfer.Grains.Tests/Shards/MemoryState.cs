namespace OssTransfer.Grains.Tests.Shards;

/// <summary>A row that is durable at once, and tells what is.</summary>
internal sealed class MemoryState<T> : IPersistentState<T>
    where T : new()
{
    public T State { get; set; } = new();

    /// <summary>What the database has taken.</summary>
    public T Stored { get; private set; } = new();

    /// <summary>The database takes nothing more.</summary>
    public bool IsDown { get; set; }

    public string? Etag => null;

    public bool RecordExists => true;

    public Task ReadStateAsync() => Task.CompletedTask;

    public Task WriteStateAsync()
    {
        if (IsDown)
        {
            return Task.FromException(new InvalidOperationException("The database is down."));
        }

        Stored = State;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync()
    {
        (State, Stored) = (new(), new());
        return Task.CompletedTask;
    }
}
