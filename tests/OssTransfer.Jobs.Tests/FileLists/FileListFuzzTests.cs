using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Jobs.Tests.FileLists;

/// <summary>Whatever bytes a list has, reading ends with each line an entry, a problem or nothing.</summary>
public sealed class FileListFuzzTests
{
    private static readonly IFileListRule[] Rules =
    [
        Lists.AnyKey,
        new StoreFileListRule(new KeyMapping("dir/", "")),
        new DiskFileListRule("/data", null),
        new DiskFileListRule("/", "gbk"),
        new UrlFileListRule("http://h/", true, null),
        new UrlFileListRule("", false, "shift_jis"),
    ];

    private static readonly Gen<byte[]> Piece = Gen.OneOf(
        Gen.Elements<string>(
            "\n", "\r\n", "\t", "#", "\\", "\\t", "\\x2", "\\xff", "12", "-1", "9223372036854775808", " ", "\0", "\uFEFF", "dir/", "/data/", "..", "//",
            "http://",
            "https://", "h", ":80", "@", "[::1]", "?", "%", "目录", "я").Select(Encoding.UTF8.GetBytes),
        Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), 3),
        Gen.Choose(1, 5).Select(count => Enumerable.Repeat((byte)'x', count * 30_000).ToArray()));

    private static readonly Gen<byte[]> List = Gen.ListOf(Gen.Frequency((30, Piece), (10, Gen.Constant("\n"u8.ToArray()))))
        .Select(pieces => pieces.SelectMany(piece => piece).ToArray());

    [Property(MaxTest = 300)]
    public Property Any_bytes_are_read_the_same_in_crumbs_and_in_one() => Prop.ForAll(List.ToArbitrary(), Gen.Choose(1, 100_000).ToArbitrary(), (list, crumb) =>
    {
        foreach (var rule in Rules)
        {
            var whole = Read(list, rule, int.MaxValue);

            Assert.Equal(whole, Read(list, rule, list.Length > 200_000 ? Math.Max(crumb, 1000) : crumb));
            Assert.True(whole.Count <= list.Count(value => value == '\n') + 1);
            Assert.Equal(whole.Select(entry => entry.Line).Order().Distinct(), whole.Select(entry => entry.Line));
            Assert.All(whole, entry => Assert.NotEqual(entry.Problem == FileListProblem.None, entry.Key.Source.IsEmpty || entry.Key.Relative.IsEmpty));
        }
    });

    [Property(MaxTest = 1000)]
    public Property A_failed_key_comes_back_from_its_error_list() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Filter(bytes => bytes?.Length > 0), ArbMap.Default.ArbFor<string>(), (bytes, reason) =>
        {
            var line = FileListText.Line(new(bytes), bytes.Length, "x" + reason) + "\n";

            var entry = Assert.Single(Read(Encoding.UTF8.GetBytes(line), Lists.AnyKey, int.MaxValue));

            Assert.Equal(new(1, new(new(bytes), new(bytes)), bytes.Length, FileListProblem.None), entry);
        });

    [Property(MaxTest = 1000)]
    public Property Any_bytes_are_a_url_or_none() =>
        Prop.ForAll(Gen.ListOf(Piece).Select(pieces => (byte[])[.. "http://"u8, .. pieces.SelectMany(piece => piece)]).ToArbitrary(), bytes =>
        {
            var url = UrlParts.Of(bytes);

            Assert.True(url.Problem != UrlProblem.None || (url.Host.Length > 0 && url.Port is > 0 and <= 65535));
            Assert.True(url.Problem != UrlProblem.None || (!url.Host.Contains((byte)'@') && !url.Target.Contains((byte)'#')));
        });

    [Fact]
    public void Hostile_list_is_read_soon()
    {
        byte[][] lists =
        [
            [.. Enumerable.Repeat((byte)'\n', 2_000_000)],
            [.. Enumerable.Repeat((byte)'\t', 2_000_000)],
            [.. Enumerable.Repeat((byte)'x', 2_000_000)],
            [.. Enumerable.Repeat("\\\t1\tx\n"u8.ToArray(), 100_000).SelectMany(line => line)],
            [.. "http://"u8, .. Enumerable.Repeat((byte)'.', 60_000)],
        ];
        var watch = Stopwatch.StartNew();

        foreach (var list in lists)
        {
            Read(list, Lists.AnyKey, int.MaxValue);
            Read(list, Rules[3], int.MaxValue);
            Read(list, Rules[5], int.MaxValue);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }

    private static List<FileListEntry> Read(byte[] list, IFileListRule rule, int crumb, long firstLine = 1) =>
        Lists.ReadAsync(list, rule, crumb, firstLine).GetAwaiter().GetResult();
}
