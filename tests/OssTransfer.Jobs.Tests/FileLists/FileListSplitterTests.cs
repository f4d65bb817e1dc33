using System.Text;
using OssTransfer.Jobs.FileLists;

namespace OssTransfer.Jobs.Tests.FileLists;

public sealed class FileListSplitterTests
{
    [Fact]
    public async Task Piece_has_so_many_lines_at_most()
    {
        var chunks = await SplitAsync("a\nb\nc\nd\ne"u8.ToArray(), 2, FileListSplitter.MinChunkBytes);

        Assert.Equal(["1: a|b|", "3: c|d|", "5: e"], chunks.Select(Show));
        Assert.Equal([4, 8, 9], chunks.Select(chunk => chunk.EndOffset));
    }

    [Fact]
    public async Task Piece_has_so_many_bytes_at_most_and_ends_with_a_line()
    {
        var line = new string('x', 999) + "\n";
        var list = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 200)));

        var chunks = await SplitAsync(list, int.MaxValue, FileListSplitter.MinChunkBytes);

        Assert.Equal([65, 65, 65, 5], chunks.Select(chunk => chunk.Lines));
        Assert.Equal([1, 66, 131, 196], chunks.Select(chunk => chunk.FirstLine));
        Assert.Equal(list, Join(chunks));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Line_longer_than_a_piece_stays_one_bad_line(string end)
    {
        var list = Encoding.UTF8.GetBytes($"a\n{new string('x', 1_000_000)}\nb\n\uFEFF{new string('y', 200_000)}{end}");

        var chunks = await SplitAsync(list, int.MaxValue, FileListSplitter.MinChunkBytes);

        var entries = new List<FileListEntry>();
        foreach (var chunk in chunks)
        {
            Assert.InRange(chunk.Bytes.Length, 1, FileListSplitter.MinChunkBytes);
            entries.AddRange(await Lists.ReadAsync(chunk.Bytes.ToArray(), firstLine: chunk.FirstLine));
        }

        Assert.Equal(
            [(1, FileListProblem.None), (2, FileListProblem.TooLong), (3, FileListProblem.None), (4, FileListProblem.TooLong)],
            entries.Select(entry => ((int)entry.Line, entry.Problem)));
        Assert.Equal(list.Length, chunks[^1].EndOffset);
    }

    [Fact]
    public async Task Long_first_line_with_a_mark_is_still_too_long()
    {
        var chunk = Assert.Single(await SplitAsync(Encoding.UTF8.GetBytes("\uFEFF" + new string('x', 200_000)), 10, FileListSplitter.MinChunkBytes));

        Assert.Equal(FileListProblem.TooLong, Assert.Single(await Lists.ReadAsync(chunk.Bytes.ToArray())).Problem);
    }

    [Fact]
    public async Task Empty_list_has_no_piece() => Assert.Empty(await SplitAsync([], 10, FileListSplitter.MinChunkBytes));

    [Fact]
    public void Limits_that_no_line_fits_in_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileListSplitter(Stream.Null, 0, FileListSplitter.MinChunkBytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileListSplitter(Stream.Null, 1, FileListSplitter.MinChunkBytes - 1));
    }

    internal static async Task<List<FileListChunk>> SplitAsync(byte[] list, int maxLines, int maxBytes, int crumb = int.MaxValue)
    {
        await using var stream = new CrumbStream(list, crumb);
        using var splitter = new FileListSplitter(stream, maxLines, maxBytes);
        var chunks = new List<FileListChunk>();
        while (await splitter.NextAsync(TestContext.Current.CancellationToken) is { } chunk)
        {
            chunks.Add(chunk with { Bytes = chunk.Bytes.ToArray() });
        }

        return chunks;
    }

    internal static byte[] Join(IEnumerable<FileListChunk> chunks) => [.. chunks.SelectMany(chunk => chunk.Bytes.ToArray())];

    private static string Show(FileListChunk chunk) => $"{chunk.FirstLine}: {Encoding.UTF8.GetString(chunk.Bytes.Span).Replace('\n', '|')}";
}
