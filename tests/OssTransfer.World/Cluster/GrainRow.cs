using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>A row of one activation, as Orleans gives it: what a failed write left in memory stays there.</summary>
internal sealed class GrainRow<T>(Database database, Machine machine, string name, GrainId grain) : IPersistentState<T>, IGrainRow
    where T : new()
{
    public T State { get; set; } = new();

    public string? Etag { get; private set; }

    public bool RecordExists => Etag is not null;

    public async Task ReadStateAsync()
    {
        var row = await database.ReadAsync(machine, name, grain);
        (State, Etag) = row is null ? (new(), null) : ((T)row.State, row.ETag);
    }

    public async Task WriteStateAsync() => Etag = await database.WriteAsync(machine, name, grain, Etag, State);

    public async Task ClearStateAsync()
    {
        if (Etag is not null)
        {
            Etag = await database.WriteAsync(machine, name, grain, Etag, null);
        }
        else
        {
            database.NoteForgotten(name, grain);
        }

        State = new();
    }
}
