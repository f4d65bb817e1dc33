using System.Security.Cryptography;
using Orleans.Storage;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>What the storage of grain states promises, whatever the database.</summary>
public abstract class GrainStorageTests(SiloFixture fixture)
{
    private const string StateName = "test-state";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_then_read_gives_the_state_and_its_etag()
    {
        var id = NewId();
        var written = State([1, 2, 3]);
        await fixture.Storage.WriteStateAsync(StateName, id, written, Cancel);

        var read = await ReadAsync(id);

        Assert.Equal([1, 2, 3], read.State!.Text!);
        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
    }

    [Fact]
    public async Task Read_of_what_was_never_written_is_empty()
    {
        var read = await ReadAsync(NewId());

        Assert.Null(read.State!.Text);
        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64 << 10)]
    [InlineData(16 << 20)]
    public async Task Write_keeps_every_byte_whatever_the_size(int size)
    {
        var id = NewId();
        var bytes = RandomNumberGenerator.GetBytes(size);
        await fixture.Storage.WriteStateAsync(StateName, id, State(bytes), Cancel);

        var read = await ReadAsync(id);

        Assert.True(bytes.AsSpan().SequenceEqual(read.State!.Text));
    }

    [Fact]
    public async Task Stale_write_is_refused_and_changes_nothing()
    {
        var id = NewId();
        await fixture.Storage.WriteStateAsync(StateName, id, State([1]), Cancel);
        var stale = await ReadAsync(id);
        var current = await ReadAsync(id);
        current.State = new() { Text = [2] };
        await fixture.Storage.WriteStateAsync(StateName, id, current, Cancel);
        var etag = stale.ETag;
        stale.State = new() { Text = [3] };

        await Assert.ThrowsAsync<InconsistentStateException>(() => fixture.Storage.WriteStateAsync(StateName, id, stale, Cancel));

        Assert.Equal(etag, stale.ETag);
        Assert.Equal([2], (await ReadAsync(id)).State!.Text!);
    }

    [Fact]
    public async Task Second_first_write_is_refused()
    {
        var id = NewId();
        await fixture.Storage.WriteStateAsync(StateName, id, State([1]), Cancel);

        await Assert.ThrowsAsync<InconsistentStateException>(() => fixture.Storage.WriteStateAsync(StateName, id, State([2]), Cancel));

        Assert.Equal([1], (await ReadAsync(id)).State!.Text!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_many_first_writes_at_once_one_wins(bool queued)
    {
        var id = NewId();
        var storage = queued ? fixture.Storage : fixture.InnerStorage;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => TryWriteAsync(storage, id, State([(byte)number])))));

        var winner = Assert.Single(outcomes, outcome => outcome is not null);
        var read = await ReadAsync(id);
        Assert.Equal(winner!.State!.Text!, read.State!.Text!);
        Assert.Equal(winner.ETag, read.ETag);
    }

    [Fact]
    public async Task Of_many_writes_over_one_version_one_wins()
    {
        var id = NewId();
        await fixture.Storage.WriteStateAsync(StateName, id, State([0]), Cancel);
        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(id)));

        var outcomes = await Task.WhenAll(states.Select(state => TryWriteAsync(fixture.Storage, id, state)));

        Assert.Single(outcomes, outcome => outcome is not null);
    }

    [Fact]
    public async Task Clear_removes_the_row()
    {
        var id = NewId();
        var state = State([1]);
        await fixture.Storage.WriteStateAsync(StateName, id, state, Cancel);

        await fixture.Storage.ClearStateAsync(StateName, id, state, Cancel);

        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Null(state.State!.Text);
        Assert.False((await ReadAsync(id)).RecordExists);
    }

    [Fact]
    public async Task Clear_of_what_was_never_written_is_nothing() =>
        await fixture.Storage.ClearStateAsync(StateName, NewId(), State(null), Cancel);

    [Fact]
    public async Task Stale_clear_is_refused()
    {
        var id = NewId();
        var current = State([1]);
        await fixture.Storage.WriteStateAsync(StateName, id, current, Cancel);
        var stale = await ReadAsync(id);
        await fixture.Storage.WriteStateAsync(StateName, id, current, Cancel);

        await Assert.ThrowsAsync<InconsistentStateException>(() => fixture.Storage.ClearStateAsync(StateName, id, stale, Cancel));

        Assert.True((await ReadAsync(id)).RecordExists);
    }

    [Fact]
    public async Task State_written_anew_after_a_clear_is_out_of_reach_of_the_old_etag()
    {
        var id = NewId();
        var first = State([1]);
        await fixture.Storage.WriteStateAsync(StateName, id, first, Cancel);
        var old = await ReadAsync(id);
        await fixture.Storage.ClearStateAsync(StateName, id, first, Cancel);
        await fixture.Storage.WriteStateAsync(StateName, id, first, Cancel);

        await Assert.ThrowsAsync<InconsistentStateException>(() => fixture.Storage.WriteStateAsync(StateName, id, old, Cancel));
    }

    [Fact]
    public async Task Keys_of_every_kind_and_state_names_have_rows_of_their_own()
    {
        var guid = Guid.NewGuid();
        var type = GrainType.Create("test");
        (string Name, GrainId Id)[] keys =
        [
            ("test-a", GrainId.Create(type, GrainIdKeyExtensions.CreateGuidKey(guid))),
            ("test-b", GrainId.Create(type, GrainIdKeyExtensions.CreateGuidKey(guid))),
            ("test-a", GrainId.Create(type, GrainIdKeyExtensions.CreateGuidKey(guid, "x"))),
            ("test-a", GrainId.Create(type, GrainIdKeyExtensions.CreateIntegerKey(7))),
            ("test-a", GrainId.Create(type, GrainIdKeyExtensions.CreateIntegerKey(-7))),
            ("test-a", GrainId.Create(type, GrainIdKeyExtensions.CreateIntegerKey(7, "x"))),
            ("test-a", GrainId.Create(type, "x")),
            ("test-a", GrainId.Create(type, "X")),
            ("test-a", GrainId.Create(type, "x ")),
        ];

        for (var i = 0; i < keys.Length; i++)
        {
            await fixture.Storage.WriteStateAsync(keys[i].Name, keys[i].Id, State([(byte)i]), Cancel);
        }

        for (var i = 0; i < keys.Length; i++)
        {
            Assert.Equal([(byte)i], (await ReadAsync(keys[i].Id, keys[i].Name)).State!.Text!);
        }
    }

    private static GrainId NewId() => GrainId.Create("test", Guid.NewGuid().ToString());

    private static GrainState<NoteState> State(byte[]? text) => new(new NoteState { Text = text });

    private static async Task<GrainState<NoteState>?> TryWriteAsync(IGrainStorage storage, GrainId id, GrainState<NoteState> state)
    {
        try
        {
            await storage.WriteStateAsync(StateName, id, state, Cancel);
            return state;
        }
        catch (InconsistentStateException)
        {
            return null;
        }
    }

    private async Task<GrainState<NoteState>> ReadAsync(GrainId id, string name = StateName)
    {
        var state = State(null);
        await fixture.Storage.ReadStateAsync(name, id, state, Cancel);
        return state;
    }
}
