using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class DatabaseSpaceTests : ISpaceProbe
{
    private DatabaseException? _answer = new(DatabaseProblem.DiskFull, "full now");
    private int _looks;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task ISpaceProbe.TryAsync(CancellationToken cancellationToken)
    {
        _looks++;
        return _answer is null ? Task.CompletedTask : Task.FromException(_answer);
    }

    [Fact]
    public async Task Full_disk_is_looked_at_again_each_time_before_it_is_told()
    {
        var room = new DatabaseSpace(this);
        room.Note(new(DatabaseProblem.DiskFull, "full before"));

        var full = await room.ShortageAsync(Cancel);
        _answer = null;
        var mended = await room.ShortageAsync(Cancel);

        Assert.Equal(("full now", null), (full, mended));
        Assert.Equal(2, _looks);
    }

    [Fact]
    public async Task Disk_that_was_not_found_full_costs_no_look()
    {
        var room = new DatabaseSpace(this);
        room.Note(new(DatabaseProblem.Unreachable, "gone"));

        var never = await room.ShortageAsync(Cancel);
        room.Note(new(DatabaseProblem.DiskFull, "full"));
        _answer = null;
        await room.ShortageAsync(Cancel);
        _answer = new(DatabaseProblem.DiskFull, "full");
        var afterRoom = await room.ShortageAsync(Cancel);

        Assert.Equal((null, null, 1), (never, afterRoom, _looks));
    }

    [Fact]
    public async Task Database_that_cannot_be_asked_is_not_told_to_be_full_and_asked_again()
    {
        var room = new DatabaseSpace(this);
        room.Note(new(DatabaseProblem.DiskFull, "full"));

        _answer = new(DatabaseProblem.Unreachable, "gone");
        var unknown = await room.ShortageAsync(Cancel);
        _answer = new(DatabaseProblem.DiskFull, "full now");

        Assert.Null(unknown);
        Assert.Equal("full now", await room.ShortageAsync(Cancel));
    }

    [Fact]
    public async Task Look_at_a_sqlite_file_leaves_nothing_beside_it()
    {
        var directory = Directory.CreateTempSubdirectory("osstransfer-room-");
        try
        {
            await new SqliteSpaceProbe(Path.Combine(directory.FullName, "osstransfer.db")).TryAsync(Cancel);

            Assert.Empty(directory.GetFileSystemInfos());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
