using OssTransfer.Grains.Persistence;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresGrainStorageTests : GrainStorageTests, IClassFixture<PostgresSiloFixture>
{
    private readonly PostgresSiloFixture _fixture;

    public PostgresGrainStorageTests(PostgresSiloFixture fixture)
        : base(fixture)
    {
        PostgresSilo.SkipWithoutServer();
        _fixture = fixture;
    }

    private PostgresTestDatabase Database => _fixture.Database!;

    [Fact]
    public async Task Connections_that_broke_in_the_pool_cost_no_call()
    {
        var grains = Enumerable.Range(0, 8).Select(i => _fixture.Grains.GetGrain<INoteGrain>($"broken{i}")).ToArray();
        await Task.WhenAll(grains.Select(grain => grain.WriteAsync([1])));
        await Database.BreakConnectionsAsync();

        await Task.WhenAll(grains.Select(grain => grain.WriteAsync([2])));
        await Database.BreakConnectionsAsync();
        var storage = _fixture.Storage;
        var read = new GrainState<NoteState>(new NoteState());
        await storage.ReadStateAsync("test-note", grains[0].GetGrainId(), read, TestContext.Current.CancellationToken);

        Assert.Equal([2], read.State!.Text!);
    }

    [Fact]
    public async Task Payloads_are_stored_as_they_are_and_in_one_row_each()
    {
        var id = GrainId.Create("test", Guid.NewGuid().ToString());
        await _fixture.Storage.WriteStateAsync(
            "test-zeros", id, new GrainState<NoteState>(new NoteState { Text = new byte[100_000] }), TestContext.Current.CancellationToken);

        Assert.Equal("1 False", await Database.ExecuteAsync(
            "SELECT count(*) || ' ' || initcap((min(pg_column_size(PayloadBinary)) < 100000)::text) FROM OrleansStorage WHERE GrainTypeString = 'test-zeros'"));
    }

    [Fact]
    public async Task Full_disk_of_the_server_is_explained_and_told_until_a_write_of_real_size_finds_room()
    {
        await Database.ExecuteAsync("""
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON OrleansStorage FOR EACH ROW
            WHEN (NEW.GrainTypeString = 'test-full' OR length(NEW.PayloadBinary) > 500000) EXECUTE FUNCTION full_disk();
            """);
        var before = await _fixture.Room.ShortageAsync(TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => _fixture.Storage.WriteStateAsync(
            "test-full", GrainId.Create("test", "x"), new GrainState<NoteState>(new NoteState()), TestContext.Current.CancellationToken));

        var full = await _fixture.Room.ShortageAsync(TestContext.Current.CancellationToken);
        var rows = await Database.ExecuteAsync("DROP TRIGGER full_disk ON OrleansStorage; SELECT count(*) FROM OrleansStorage WHERE GrainTypeString = 'room'");
        var mended = await _fixture.Room.ShortageAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DatabaseProblem.DiskFull, exception.Problem);
        Assert.Equal((null, exception.Message, 0L, null), (before, full, rows, mended));
    }
}
