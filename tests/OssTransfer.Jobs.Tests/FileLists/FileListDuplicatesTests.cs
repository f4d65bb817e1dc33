using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.FileLists;

public sealed class FileListDuplicatesTests
{
    [Fact]
    public void An_object_that_is_named_again_counts_once_with_the_size_that_is_known()
    {
        var resolved = Resolve(new("a", "a", null, 1), new("a", "a", 5, 2), new("a", "a", 5, 3), new("b", "b", null, 4));

        Assert.Equal(
            [("a", (long?)5, FileListProblem.None), ("b", (long?)null, FileListProblem.None)],
            resolved.Select(one => (one.Key.ToString(), one.Size, one.Problem)));
    }

    [Fact]
    public void Another_size_is_a_problem_of_the_later_line()
    {
        var resolved = Resolve(new("a", "a", 5, 1), new("a", "a", 6, 2), new("a!", "a!", 1, 3));

        Assert.Equal(
            [(1L, FileListProblem.None), (2L, FileListProblem.OtherSize), (3L, FileListProblem.None)], resolved.Select(one => (one.Line, one.Problem)));
        Assert.Equal(resolved.Select(one => one.Key).Order(), resolved.Select(one => one.Key));
    }

    [Fact]
    public void Of_objects_with_one_destination_key_none_is_chosen()
    {
        var resolved = Resolve(new("a", "http://h/a?1", 5, 1), new("a", "http://h/a?2", 5, 2), new("b", "b", 1, 3));

        Assert.Equal([FileListProblem.SameKey, FileListProblem.SameKey, FileListProblem.None], resolved.Select(one => one.Problem));
        Assert.Equal(3, resolved.Select(one => one.Key).Distinct().Count());
    }

    [Fact]
    public void Stored_lists_come_back_as_they_were()
    {
        var objects = Resolve(new("a", "http://h/a?1", 5, 9), new("b", "b", null, 3), new("b/c", "b/c", 0, 70_000_000_000));

        Assert.Equal(objects, FileListCodec.Decode(FileListCodec.Encode(objects)));
        var facts = new InventoryFacts(new(2026, 11, 28, 10, 0, 0, 250, TimeSpan.Zero), "9e107d9d372bb6826bd81d3542a419d6-7");
        var known = objects.Select(one => one with { Facts = facts }).ToArray();
        Assert.Equal(known, FileListCodec.Decode(FileListCodec.Encode(known)));
        Assert.Throws<InvalidDataException>(() => FileListCodec.Decode(FileListCodec.Encode([.. objects.Reverse()])));
        Assert.Throws<InvalidDataException>(() => FileListCodec.Decode([]));
        Assert.Throws<InvalidDataException>(() => FileListCodec.Decode([1, 2, 3]));
    }

    private static IReadOnlyList<FileListObject> Resolve(params Line[] lines) => [.. FileListDuplicates.Resolve(lines.Select(line =>
        new FileListObject(ObjectKey.From(line.Key), ObjectKey.From(line.Source), line.Size, line.Number, FileListProblem.None)))];

    private sealed record Line(string Key, string Source, long? Size, long Number);
}
