namespace OssTransfer.Cli.Tests.Processes;

/// <summary>The home is a boundary: no job reads or writes it, and nobody else's files are taken for it.</summary>
public sealed class HomeTests : IAsyncDisposable
{
    private readonly ProgramBench _bench = new();
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("osstransfer-elsewhere-");

    private string Option => $"--home={_bench.Home.Path}";

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task Home_is_no_source_and_no_destination_however_it_is_spelled()
    {
        await _bench.RunAsync("start", Option);
        File.CreateSymbolicLink(Path.Combine(_bench.Here, "link"), _bench.Home.Path);
        string[] spellings =
        [
            _bench.Home.Path, _bench.Home.ConfPath, $"{_bench.Here}/link", $"{_bench.Here}/link/conf", $"/proc/self/root{_bench.Home.Path}",
        ];

        foreach (var place in spellings)
        {
            _bench.Write("from.cfg", Job("from", place, _elsewhere.FullName));
            _bench.Write("to.cfg", Job("to", _elsewhere.FullName, place));
            var results = new[]
            {
                await _bench.RunAsync("add", "from.cfg", Option),
                await _bench.RunAsync("add", "to.cfg", Option),
                await _bench.RunAsync("preflight", "from.cfg", Option),
            };

            Assert.All(results, result => Assert.NotEqual(0, result.Code));
            Assert.All(results, result => Assert.Contains("which is neither read nor written: name another directory", result.Out + result.Error, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Place_around_the_home_leaves_it_out_and_says_so()
    {
        await _bench.RunAsync("start", Option);
        _bench.Write("a/b", "b");
        File.CreateSymbolicLink(Path.Combine(_bench.Here, "a", "link"), _bench.Home.TokenPath);
        _bench.Write("job.cfg", Job("around", _bench.Here, _elsewhere.FullName));
        var list = _bench.Write("list.txt", $"home of it/conf/token\n{_bench.Home.TokenPath}\na/b\n");
        _bench.Write("listed.cfg", Job("listed", _bench.Here, _elsewhere.FullName) + $"src-file-list: {list}\n");
        _bench.Write("into.cfg", Job("into", _elsewhere.FullName, _bench.Here) + "des-prefix: home of it/conf/\n");

        var preflight = await _bench.RunAsync("preflight", "job.cfg", Option);
        var add = await _bench.RunAsync("add", "job.cfg", "--wait", Option);
        var listed = await _bench.RunAsync("add", "listed.cfg", "--wait", "--yes", Option);
        var into = await _bench.RunAsync("add", "into.cfg", "--yes", Option);

        Assert.All([preflight, add], result => Assert.Contains($"contains the silo's home {_bench.Home.Path}, which is left out", result.Out, StringComparison.Ordinal));
        Assert.Equal((0, 0, 3), (preflight.Code, add.Code, listed.Code));
        Assert.True(File.Exists(Path.Combine(_elsewhere.FullName, "a", "b")));
        Assert.False(Directory.Exists(Path.Combine(_elsewhere.FullName, "home of it")));
        Assert.False(File.Exists(Path.Combine(_elsewhere.FullName, "a", "link")));
        Assert.NotEqual(0, into.Code);
        Assert.Contains("lies in the silo's home", into.Error, StringComparison.Ordinal);
    }

    private static string Job(string id, string from, string to) =>
        $"job-ID: {id}\nsrc-filetype: diskfile\nsrc-absolutepath: {from}\ndes-filetype: diskfile\ndes-absolutepath: {to}\nsync-enable-increment: False\n";
}
