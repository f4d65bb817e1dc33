using System.Text;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.FileLists;

namespace OssTransfer.Jobs.Tests.FileLists;

public sealed class FileListRuleTests
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("gbk")!;

    [Theory]
    [InlineData("", "a/b", "a/b a/b")]
    [InlineData("", "/a", "/a /a")]
    [InlineData("dir/", "dir/a", "dir/a a")]
    [InlineData("dir/", "dir//a", "dir//a /a")]
    [InlineData("dir/", "dir/", nameof(FileListProblem.OutsidePrefix))]
    [InlineData("dir/", "dirt/a", nameof(FileListProblem.OutsidePrefix))]
    [InlineData("dir/", "a", nameof(FileListProblem.OutsidePrefix))]
    [InlineData("dir/", "/dir/a", nameof(FileListProblem.OutsidePrefix))]
    public async Task Bucket_takes_whole_keys_under_its_prefix(string prefix, string path, string expected) =>
        Assert.Equal(expected, await Lists.ReadOneAsync(path, new StoreFileListRule(new KeyMapping(prefix, "to/"))));

    [Theory]
    [InlineData("/data", "/data/a/b.txt", "a/b.txt a/b.txt")]
    [InlineData("/data/", "/data/a", "a a")]
    [InlineData("/", "/data/a", "data/a data/a")]
    [InlineData("/data", "a/b.txt", "a/b.txt a/b.txt")]
    [InlineData("/data", "/data/...", "... ...")]
    [InlineData("/data", "/data", nameof(FileListProblem.OutsideDirectory))]
    [InlineData("/data", "/data/", nameof(FileListProblem.OutsideDirectory))]
    [InlineData("/data", "/database/a", nameof(FileListProblem.OutsideDirectory))]
    [InlineData("/data", "/etc/passwd", nameof(FileListProblem.OutsideDirectory))]
    [InlineData("/data", "//data/a", nameof(FileListProblem.OutsideDirectory))]
    [InlineData("/data", "/data/../etc/passwd", nameof(FileListProblem.NotPlainPath))]
    [InlineData("/data", "../etc/passwd", nameof(FileListProblem.NotPlainPath))]
    [InlineData("/data", "/data/./a", nameof(FileListProblem.NotPlainPath))]
    [InlineData("/data", "/data//a", nameof(FileListProblem.NotPlainPath))]
    [InlineData("/data", "/data/a/", nameof(FileListProblem.NotPlainPath))]
    public async Task Directory_takes_absolute_paths_beneath_it_and_keys(string root, string path, string expected) =>
        Assert.Equal(expected, await Lists.ReadOneAsync(path, new DiskFileListRule(root, null)));

    [Theory]
    [InlineData("", false, "http://h/a", "http://h/a")]
    [InlineData("http://", false, "http://h/a", "h/a")]
    [InlineData("http://h/", false, "http://h/a/b", "a/b")]
    [InlineData("http://h/a", false, "http://h/a/b", "/b")]
    [InlineData("http://h", false, "http://h/a", "/a")]
    [InlineData("http://h/", false, "https://h/a", "https://h/a")]
    [InlineData("http://h/", false, "HTTP://h/a", "HTTP://h/a")]
    [InlineData("http://h/", false, "http://h/a%20b+c%2F?x=1&y", "a%20b+c%2F?x=1&y")]
    [InlineData("http://h/", true, "http://h/a%20b?x=1?y", "a%20b")]
    [InlineData("http://h/?", true, "http://h/?x", "http://h/")]
    [InlineData("https://目录.example/", false, "https://目录.example/é b", "é b")]
    public async Task Url_is_the_key_less_prefix_and_query(string prefix, bool dropsQuery, string url, string key) =>
        Assert.Equal($"{url} {key}", await Lists.ReadOneAsync(url, new UrlFileListRule(prefix, dropsQuery, null)));

    [Theory]
    [InlineData("ftp://h/a", FileListProblem.NotUrl)]
    [InlineData("h/a", FileListProblem.NotUrl)]
    [InlineData("/a", FileListProblem.NotUrl)]
    [InlineData("http:/h/a", FileListProblem.NotUrl)]
    [InlineData("http://", FileListProblem.NotUrl)]
    [InlineData(" http://h/a", FileListProblem.NotUrl)]
    [InlineData("http:///a", FileListProblem.BadHost)]
    [InlineData("http://?a", FileListProblem.BadHost)]
    [InlineData("http://h o/a", FileListProblem.BadHost)]
    [InlineData("http://h\\a", FileListProblem.BadHost)]
    [InlineData("http://h..x/a", FileListProblem.BadHost)]
    [InlineData("http://%31/a", FileListProblem.BadHost)]
    [InlineData("http://[::1/a", FileListProblem.BadHost)]
    [InlineData("http://[fe80::1%25eth0]/a", FileListProblem.BadHost)]
    [InlineData("http://[127.0.0.1]/a", FileListProblem.BadHost)]
    [InlineData("http://h:0/a", FileListProblem.BadPort)]
    [InlineData("http://h:65536/a", FileListProblem.BadPort)]
    [InlineData("http://h:99999999999999999999/a", FileListProblem.BadPort)]
    [InlineData("http://h:x/a", FileListProblem.BadPort)]
    [InlineData("http://user:sesame@h/a", FileListProblem.HasCredentials)]
    [InlineData("http://user@h/a", FileListProblem.HasCredentials)]
    [InlineData("http://h/a#b", FileListProblem.HasFragment)]
    [InlineData("http://h#b", FileListProblem.HasFragment)]
    [InlineData("http://cut", FileListProblem.NothingLeft)]
    public async Task What_is_no_url_is_refused(string url, FileListProblem problem)
    {
        var rule = new UrlFileListRule("http://cut", false, null);

        Assert.Equal(problem.ToString(), await Lists.ReadOneAsync(url, rule));
        Assert.DoesNotContain("sesame", FileListProblems.Text(problem), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_in_an_old_encoding_become_the_keys_that_a_listing_gives()
    {
        var rule = new DiskFileListRule("/data", "gbk");
        var list = Gbk.GetBytes("/data/目录/文件.txt\t5\n").Concat(Encoding.UTF8.GetBytes("/data/目录/utf8.txt\n")).ToArray();

        var entries = await Lists.ReadAsync(list, rule);

        Assert.Equal(["目录/文件.txt", "目录/utf8.txt"], entries.Select(entry => entry.Key.Source.ToString()));
    }

    [Fact]
    public async Task Key_of_an_error_list_is_not_taken_for_the_old_encoding()
    {
        // As bytes, these two letters are also a name in GBK.
        var rule = new DiskFileListRule("/data", "gbk");

        Assert.Equal("яя", Assert.Single(await Lists.ReadAsync("яя\t5\tnot found\n", rule)).Key.Source.ToString());
    }

    [Fact]
    public async Task Url_in_an_old_encoding_goes_out_as_it_is_and_is_utf8_in_the_key()
    {
        var url = Gbk.GetBytes("http://h/目录/a?名");

        var entry = Assert.Single(await Lists.ReadAsync(url, new UrlFileListRule("http://h/目", true, "gbk")));

        Assert.Equal(url, entry.Key.Source.Bytes.ToArray());
        Assert.Equal("录/a", entry.Key.Relative.ToString());
    }

    [Fact]
    public async Task Path_in_no_known_encoding_is_refused()
    {
        IFileListRule[] rules = [Lists.AnyKey, new DiskFileListRule("/data", null), new DiskFileListRule("/data", "gbk"), new UrlFileListRule("", false, null)];
        byte[] bytes = [.. "http://h/"u8, 0xFF, 0xFF];

        foreach (var rule in rules)
        {
            Assert.Equal(FileListProblem.WrongEncoding, Assert.Single(await Lists.ReadAsync(bytes, rule)).Problem);
        }
    }

    [Fact]
    public void Unknown_encoding_is_refused() => Assert.Throws<ArgumentException>(() => new DiskFileListRule("/data", "no-such-encoding"));
}
