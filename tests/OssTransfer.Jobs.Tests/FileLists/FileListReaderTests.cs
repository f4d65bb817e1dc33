using System.Text;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.FileLists;

public sealed class FileListReaderTests
{
    [Theory]
    [InlineData("a/b.txt", "a/b.txt", null)]
    [InlineData("a/b.txt\t12", "a/b.txt", 12L)]
    [InlineData("a/b.txt\t0", "a/b.txt", 0L)]
    [InlineData("a/b.txt\t 12 ", "a/b.txt", 12L)]
    [InlineData("a/b.txt\t9223372036854775807", "a/b.txt", long.MaxValue)]
    [InlineData("a/b.txt\t", "a/b.txt", null)]
    [InlineData("a/b.txt\t-1", "a/b.txt", null)]
    [InlineData("a\tb\t12", "a\tb", 12L)]
    [InlineData("a\t5\tb\t12", "a\t5\tb", 12L)]
    [InlineData("a\tb\t", "a\tb", null)]
    [InlineData("a\rb\t7", "a\rb", 7L)]
    [InlineData(" a b \t7", " a b ", 7L)]
    [InlineData("a#b\t7", "a#b", 7L)]
    [InlineData("a\\tb\t7", "a\\tb", 7L)]
    [InlineData("目录/é😀\t7", "目录/é😀", 7L)]
    public async Task Line_is_split_at_its_last_tab(string line, string path, long? size)
    {
        var entry = Assert.Single(await Lists.ReadAsync(line + "\n"));

        Assert.Equal(new(1, new(Lists.Key(path), Lists.Key(path)), size, FileListProblem.None), entry);
    }

    [Theory]
    [InlineData("a\t12 KB", FileListProblem.BadSize)]
    [InlineData("a\t1.5", FileListProblem.BadSize)]
    [InlineData("a\t-2", FileListProblem.BadSize)]
    [InlineData("a\t+2", FileListProblem.BadSize)]
    [InlineData("a\tb", FileListProblem.BadSize)]
    [InlineData("a\tb\tc", FileListProblem.BadSize)]
    [InlineData("a\t9223372036854775808", FileListProblem.BadSize)]
    [InlineData("a\t99999999999999999999999999", FileListProblem.BadSize)]
    [InlineData("\t12", FileListProblem.NoPath)]
    [InlineData("\t12\treason", FileListProblem.NoPath)]
    [InlineData("a\0b\t12", FileListProblem.HasNul)]
    [InlineData(@"a\qb	12	reason", FileListProblem.BadEscape)]
    [InlineData(@"a\x1	12	reason", FileListProblem.BadEscape)]
    [InlineData(@"a\	12	reason", FileListProblem.BadEscape)]
    public async Task Bad_line_is_named_and_the_next_one_read(string line, FileListProblem problem)
    {
        var entries = await Lists.ReadAsync($"before\n{line}\nafter\t1\n");

        Assert.Equal([(1, FileListProblem.None), (2, problem), (3, FileListProblem.None)], entries.Select(entry => ((int)entry.Line, entry.Problem)));
        Assert.Equal("after", entries[2].Key.Source.ToString());
        Assert.NotEmpty(FileListProblems.Text(problem));
    }

    [Fact]
    public async Task Blank_lines_comments_mark_and_line_ends_are_no_part_of_paths()
    {
        var entries = await Lists.ReadAsync("\uFEFFone\t1\r\n\r\n# two\n \t \n#\nthree\r\n\uFEFFfour\nlast\t5");

        Assert.Equal(["1 one 1", "6 three ", "7 \uFEFFfour ", "8 last 5"], entries.Select(entry => $"{entry.Line} {entry.Key.Source} {entry.Size}"));
    }

    [Theory]
    [InlineData(FileListLine.MaxBytes, FileListProblem.None)]
    [InlineData(FileListLine.MaxBytes + 1, FileListProblem.TooLong)]
    [InlineData(300_000, FileListProblem.TooLong)]
    [InlineData(5_000_000, FileListProblem.TooLong)]
    public async Task Line_may_be_so_long_and_no_longer(int bytes, FileListProblem problem)
    {
        var line = new string('x', bytes);

        Assert.Equal([FileListProblem.None, problem, FileListProblem.None], (await Lists.ReadAsync($"a\n{line}\r\nb\n")).Select(entry => entry.Problem));
        Assert.Equal([FileListProblem.None, problem], (await Lists.ReadAsync($"a\n{line}")).Select(entry => entry.Problem));
    }

    [Fact]
    public async Task Error_list_names_the_keys_that_failed_whatever_is_in_them()
    {
        string[] keys = ["plain", "#sharp", "tab\there", "line\nfeed", "return\r", "back\\slash", "\0nul", "目录/😀", " ", "\uFEFFmark", "\\x23", "-1"];
        byte[][] odd = [[0xFF, 0xFE], [(byte)'a', 0xC4, (byte)'\\', 0x80]];
        var all = keys.Select(Lists.Key).Concat(odd.Select(bytes => new ObjectKey(bytes))).ToList();
        var list = "# run 1, started 2026-01-01T00:00:00+08:00\n"
            + string.Concat(
                all.Select((key, at) => FileListText.Line(key, at == 0 ? null : at - 1, "404 Not Found\n(no\tsuch key)") + "\n"));

        var entries = await Lists.ReadAsync(list);

        Assert.Equal(all, entries.Select(entry => entry.Key.Source));
        Assert.Equal(all.Select((_, at) => at == 0 ? null : (long?)at - 1), entries.Select(entry => entry.Size));
    }

    [Fact]
    public async Task Error_line_that_tells_of_a_line_without_an_object_names_none()
    {
        var bad = FileListObject.Bad(Lists.Key("\n4"), 4, FileListProblem.BadSize).ToEntry();

        var entries = await Lists.ReadAsync($"a\t1\tgone\n{bad.Key}\t\t{bad.Line!.Problem}\nb\t2\tgone\n");

        Assert.Equal([(1L, "a"), (3L, "b")], entries.Select(entry => (entry.Line, entry.Key.Source.ToString())));
    }

    [Fact]
    public async Task Row_without_a_key_is_no_object_of_the_error_list_that_tells_of_it()
    {
        var made = Lists.Key("b").Append(new([0]));

        var entries = await Lists.ReadAsync($"a\t1\tgone\n{FileListText.Escape(made)}\t\t{ObjectEntry.NoKey}, which no request can name\nb\t2\tgone\n");

        Assert.Equal([(1L, "a"), (3L, "b")], entries.Select(entry => (entry.Line, entry.Key.Source.ToString())));
    }

    [Theory]
    [InlineData("line 4 of the list\t1\tthe source has no such object")]
    [InlineData("line 4 of the list\t1")]
    [InlineData("line four of the list\t1\tline four of the list is gone")]
    public async Task Object_that_is_called_like_a_line_of_a_list_is_one(string line) =>
        Assert.Equal(line.Split('\t')[0], Assert.Single(await Lists.ReadAsync(line + "\n")).Key.Source.ToString());

    [Fact]
    public async Task Error_line_without_a_reason_is_still_one()
    {
        Assert.Equal("a\tb", Assert.Single(await Lists.ReadAsync("a\\tb\t12\t\n")).Key.Source.ToString());
    }

    [Fact]
    public async Task List_in_utf16_is_named_as_such()
    {
        var entries = await Lists.ReadAsync(Encoding.Unicode.GetBytes("\uFEFFa/b\t12\nc\t1"));

        Assert.All(entries, entry => Assert.Equal(FileListProblem.HasNul, entry.Problem));
        Assert.NotEmpty(entries);
    }

    [Fact]
    public async Task Numbers_go_on_from_the_first_line_of_a_piece()
    {
        var entries = await Lists.ReadAsync("a\n\nb\n"u8.ToArray(), firstLine: 1001);

        Assert.Equal([1001, 1003], entries.Select(entry => entry.Line));
    }

    [Fact]
    public async Task Empty_list_has_no_entries()
    {
        Assert.Empty(await Lists.ReadAsync(""));
        Assert.Empty(await Lists.ReadAsync("\uFEFF"));
        Assert.Empty(await Lists.ReadAsync("\n\n"));
    }
}
