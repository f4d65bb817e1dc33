using OssTransfer.Cli.FileLists;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Tests.FileLists;

public sealed class FileListSorterTests
{
    [Theory]
    [InlineData(100_000_000)]
    [InlineData(20_000)]
    public void A_list_in_any_order_comes_back_by_key_then_line_also_from_files(long maxBytes)
    {
        using var sorter = FileListSorter.Create(maxBytes);
        var objects = Enumerable.Range(0, 5_000).Select(i => i * 7919 % 5_000).Select((number, line) => One($"k{number % 2_500:d4}", line)).ToList();
        objects.ForEach(sorter.Add);

        var sorted = sorter.Read().ToList();

        Assert.Equal(objects.OrderBy(one => one.Key).ThenBy(one => one.Line), sorted);
    }

    [Fact]
    public void Temporary_files_are_seen_by_nobody_and_so_are_never_left_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a file keeps its name until it is closed.");
        using var sorter = FileListSorter.Create(1);
        sorter.Add(One("a", 1));

        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), ".osstransfer-sort-*"));
        Assert.Equal([One("a", 1)], sorter.Read());
    }

    private static FileListObject One(string key, int line) =>
        new(
            ObjectKey.From(key),
            ObjectKey.From(line % 2 == 0 ? key : "http://h/" + key),
            line % 3 - 1,
            line,
            line % 5 == 0 ? FileListProblem.OtherSize : FileListProblem.None);
}
