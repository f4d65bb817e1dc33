using Orleans.Storage;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class GuardedGrainStorageTests
{
    private static readonly GrainId Id = GrainId.Create("test", "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_stores_what_the_state_held_at_the_call()
    {
        var queue = new WriteQueue("test.db");
        var inner = new HeldStorage();
        var storage = new GuardedGrainStorage(inner, queue);
        var before = new TaskCompletionSource();
        var first = queue.WriteAsync(() => before.Task, Cancel);
        var state = new GrainState<NoteState>(new NoteState { Text = [1] }, "7");

        var write = storage.WriteStateAsync("s", Id, state, Cancel);
        state.State = new() { Text = [2] };
        before.SetResult();
        await Task.WhenAll(first, write);

        Assert.Equal([1], inner.Written!.State!.Text!);
        Assert.Equal([2], state.State!.Text!);
        Assert.Equal("8", state.ETag);
        Assert.True(state.RecordExists);
    }

    [Fact]
    public async Task Refused_write_leaves_the_etag_alone()
    {
        var queue = new WriteQueue("test.db");
        var storage = new GuardedGrainStorage(new HeldStorage { Refuses = true }, queue);
        var state = new GrainState<NoteState>(new NoteState(), "7");

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("s", Id, state, Cancel));

        Assert.Equal("7", state.ETag);
        Assert.False(state.RecordExists);
    }

    [Fact]
    public async Task Read_does_not_wait_for_writes()
    {
        var queue = new WriteQueue("test.db");
        var storage = new GuardedGrainStorage(new HeldStorage(), queue);
        var before = new TaskCompletionSource();
        var write = queue.WriteAsync(() => before.Task, Cancel);

        await storage.ReadStateAsync("s", Id, new GrainState<NoteState>(), Cancel);

        Assert.False(write.IsCompleted);
        before.SetResult();
        await write;
    }

    private sealed class HeldStorage : IGrainStorage
    {
        public bool Refuses { get; init; }

        public GrainState<NoteState>? Written { get; private set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (Refuses)
            {
                throw new InconsistentStateException("lost");
            }

            Written = new((NoteState)(object)grainState.State!, grainState.ETag);
            grainState.ETag = "8";
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
