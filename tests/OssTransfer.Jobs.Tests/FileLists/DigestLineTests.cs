using System.Text;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.FileLists;

/// <summary>The forms in which a list names digests.</summary>
public sealed class DigestLineTests
{
    private const string Md5 = "5d41402abc4b2a76b9719d911017c592";

    [Theory]
    [InlineData("a b\t5\t" + Md5, "a b", 5L, Md5)]
    [InlineData("a\\tb\t5\t" + Md5, "a\tb", 5L, Md5)]
    [InlineData("a\t\t" + Md5, "a", null, Md5)]
    [InlineData(Md5 + "  a b", "a b", null, Md5)]
    [InlineData(Md5 + " *a", "a", null, Md5)]
    [InlineData(Md5 + "  ./d/a", "d/a", null, Md5)]
    [InlineData(Md5 + "  a\tb", "a\tb", null, Md5)]
    [InlineData(Md5 + "  back\\slash", "back\\slash", null, Md5)]
    [InlineData("\\" + Md5 + "  line\\nfeed \\\\ and\\r", "line\nfeed \\ and\r", null, Md5)]
    [InlineData("5D41402ABC4B2A76B9719D911017C592  a", "a", null, Md5)]
    [InlineData("                                  a", "a", null, null)]
    [InlineData("                     UNSUPPORTED  a", "a", null, null)]
    [InlineData(Md5 + "\tkey with\\ttab", "key with\ttab", null, Md5)]
    [InlineData("-\ta", "a", null, null)]
    [InlineData("md5-parts:" + Md5 + "-2/5242880\ta", "a", null, null)]
    [InlineData("a\t5", "a", 5L, null)]
    [InlineData("a", "a", null, null)]
    [InlineData(Md5 + "\t5", Md5, 5L, null)]
    [InlineData("a\t5\twhy it failed", "a", 5L, null)]
    [InlineData("no digest  a", "no digest  a", null, null)]
    public void Lines_of_every_form_name_their_object(string line, string path, long? size, string? md5)
    {
        var read = FileListLine.Parse(Encoding.UTF8.GetBytes(line), new byte[FileListLine.MaxBytes], withDigests: true);

        Assert.Equal((path, size, md5, FileListProblem.None), (Encoding.UTF8.GetString(read.Path), read.Size, read.Md5, read.Problem));
    }

    [Theory]
    [InlineData("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d  a", FileListProblem.NotMd5)]
    [InlineData("\\" + Md5 + "  a\\x", FileListProblem.BadEscape)]
    [InlineData(Md5 + "\ta\\q", FileListProblem.BadEscape)]
    [InlineData("a\tx", FileListProblem.BadSize)]
    public void Lines_that_name_none_say_why(string line, FileListProblem problem) =>
        Assert.Equal(problem, FileListLine.Parse(Encoding.UTF8.GetBytes(line), new byte[FileListLine.MaxBytes], withDigests: true).Problem);

    [Fact]
    public void Who_moves_reads_lines_as_ever()
    {
        var read = FileListLine.Parse(Encoding.UTF8.GetBytes(Md5 + "  a"), new byte[FileListLine.MaxBytes]);

        Assert.Equal((Md5 + "  a", null), (Encoding.UTF8.GetString(read.Path), read.Md5));
    }

    [Fact]
    public void Digests_are_stored_and_another_one_for_the_same_object_is_a_problem()
    {
        var first = new FileListObject(ObjectKey.From("a"), ObjectKey.From("a"), 5, 1, FileListProblem.None) { Md5 = Md5 };
        FileListObject[] lines =
        [
            first, first with { Line = 2 }, first with { Line = 3, Md5 = null, Size = null }, first with { Line = 4, Md5 = new('0', 32) },
            new(ObjectKey.From("b"), ObjectKey.From("b"), null, 5, FileListProblem.None),
        ];

        var stored = FileListCodec.Decode(FileListCodec.Encode([.. FileListDuplicates.Resolve(lines)]));

        Assert.Equal(
            [(1L, Md5, FileListProblem.None), (4L, null, FileListProblem.OtherDigest), (5L, null, FileListProblem.None)],
            stored.Select(one => (one.Line, one.Md5, one.Problem)));
    }

    [Fact]
    public void List_without_digests_is_stored_as_every_program_reads_it()
    {
        var stored = FileListCodec.Encode([new(ObjectKey.From("b"), ObjectKey.From("b"), null, 5, FileListProblem.None)]);

        Assert.Equal(1, stored[0]);
    }
}
