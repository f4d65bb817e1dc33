using Orleans.Storage;

namespace OssTransfer.Grains.Persistence;

/// <summary>The AdoNet storage, called as its database wants to be called.</summary>
internal sealed class GuardedGrainStorage(IGrainStorage inner, IDatabaseCalls calls) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        calls.ReadAsync(() => inner.ReadStateAsync(stateName, grainId, grainState, cancellationToken), cancellationToken);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var snapshot = Snapshot(grainState);
        await calls.WriteAsync(() => inner.WriteStateAsync(stateName, grainId, snapshot, CancellationToken.None), cancellationToken);
        grainState.ETag = snapshot.ETag;
        grainState.RecordExists = snapshot.RecordExists;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var snapshot = Snapshot(grainState);
        await calls.WriteAsync(() => inner.ClearStateAsync(stateName, grainId, snapshot, CancellationToken.None), cancellationToken);
        grainState.State = snapshot.State;
        grainState.ETag = snapshot.ETag;
        grainState.RecordExists = snapshot.RecordExists;
    }

    // What is stored is what the grain held when it asked, whatever an interleaving call puts there while the write waits.
    private static GrainState<T> Snapshot<T>(IGrainState<T> state) => new(state.State, state.ETag) { RecordExists = state.RecordExists };
}
