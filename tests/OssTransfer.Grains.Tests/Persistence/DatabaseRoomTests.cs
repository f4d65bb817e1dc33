using Microsoft.Extensions.Time.Testing;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class DatabaseRoomTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Full_disk_is_remembered_for_a_while()
    {
        var room = new DatabaseRoom(_time);
        room.Note(new(DatabaseProblem.DiskFull, "full"));

        var now = room.LatelyFull();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("full", now);
        Assert.Null(room.LatelyFull());
    }

    [Fact]
    public void Other_problems_are_not_a_want_of_room()
    {
        var room = new DatabaseRoom(_time);

        room.Note(new(DatabaseProblem.Unreachable, "gone"));

        Assert.Null(room.LatelyFull());
    }
}
