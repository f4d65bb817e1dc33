using System.Runtime.Versioning;

namespace OssTransfer.Cli.Tests.Processes;

/// <summary>The home is a boundary: no job reads or writes it, and nobody else's files are taken for it.</summary>
[UnsupportedOSPlatform("windows")]
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
            Assert.All(
                results,
                result => Assert.Contains("neither read nor written: name another directory", result.Out + result.Error, StringComparison.Ordinal));
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

        var said = $"contains the silo's home {_bench.Home.Path}, which is left out";
        Assert.All([preflight, add], result => Assert.Contains(said, result.Out, StringComparison.Ordinal));
        Assert.Equal((0, 0, 3), (preflight.Code, add.Code, listed.Code));
        Assert.True(File.Exists(Path.Combine(_elsewhere.FullName, "a", "b")));
        Assert.False(Directory.Exists(Path.Combine(_elsewhere.FullName, "home of it")));
        Assert.False(File.Exists(Path.Combine(_elsewhere.FullName, "a", "link")));
        Assert.NotEqual(0, into.Code);
        Assert.Contains("lies in the silo's home", into.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_that_is_mounted_a_second_time_is_closed_there_too()
    {
        Assert.SkipUnless((await _bench.TypeAsync("unshare -m mount --bind . .")).Code == 0, "This user may not mount.");
        _bench.Home.Create();
        await File.WriteAllTextAsync(_bench.Home.TokenPath, "secret", TestContext.Current.CancellationToken);
        _bench.Write("a/b", "b");
        var list = _bench.Write("list.txt", "home of it/conf/token\nhome of it/a\na/b\n");
        var from = _elsewhere.CreateSubdirectory("from");
        var to = _elsewhere.CreateSubdirectory("to");
        await File.WriteAllTextAsync(Path.Combine(from.FullName, "token2"), "evil", TestContext.Current.CancellationToken);
        _bench.Write("listed.cfg", Job("listed", $"{_bench.Here}/again", to.FullName) + $"src-file-list: {list}\n");
        _bench.Write("into.cfg", Job("into", from.FullName, $"{_bench.Here}/again") + "des-prefix: home of it/conf/\n");
        _bench.Write("conf.cfg", Job("conf", $"{_bench.Here}/conf", to.FullName));
        await _bench.TypeAsync("mkdir again conf");
        const string Mounts = "mount --bind . again; mount --bind \"home of it/conf\" conf";

        var results = await _bench.TypeAsync(
            $"unshare -m sh -c '{Mounts}; for job in listed into conf; do \"$O\" run $job.cfg \"{Option}\" --no-probe --yes; done' 2>&1");

        Assert.False(File.Exists(Path.Combine(_bench.Home.ConfPath, "token2")), results.Out);
        Assert.Equal(["b"], to.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.Name));
        Assert.Contains("neither read nor written: name another directory", results.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_in_the_place_of_a_token_is_no_token_and_keeps_its_rights()
    {
        var other = _bench.Write("other", "one\ntwo\n");
        File.SetUnixFileMode(other, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        var before = File.GetUnixFileMode(other);
        _bench.Home.Create();
        File.CreateSymbolicLink(_bench.Home.TokenPath, other);

        var start = await _bench.RunAsync("start", Option);

        Assert.Equal((7, before), (start.Code, File.GetUnixFileMode(other)));
        Assert.Contains($"The file is damaged: {_bench.Home.TokenPath}", start.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkdir 'home of it'; chmod o+w 'home of it'", "home of it may be written by every user")]
    [InlineData("mkdir -p 'home of it/conf'; chmod o+w 'home of it/conf'", "conf may be written by every user")]
    [InlineData("mkdir 'home of it'; chown 65534 'home of it'", "home of it belongs to another user")]
    [InlineData("mkdir -p 'home of it/conf'; chown 65534 'home of it/conf'", "conf belongs to another user")]
    public async Task Home_that_is_not_this_users_alone_is_refused(string before, string message)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give files away.");
        await _bench.TypeAsync(before);

        var result = await _bench.RunAsync("start", Option);
        await _bench.TypeAsync("chmod -R go-w 'home of it'; chown -R 0 'home of it'");

        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_bench.Home.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Rights_of_what_arrives_follow_the_umask_of_who_started_and_those_of_the_home_do_not()
    {
        _bench.Write("from/a", "a");
        _bench.Write("run.cfg", Job("one", $"{_bench.Here}/from", $"{_elsewhere.FullName}/run"));
        _bench.Write("add.cfg", Job("two", $"{_bench.Here}/from", $"{_elsewhere.FullName}/silo"));
        _elsewhere.CreateSubdirectory("run");
        _elsewhere.CreateSubdirectory("silo");

        await _bench.TypeAsync($"umask 002; $O run run.cfg '{Option}'");
        await _bench.TypeAsync($"umask 002; $O start '{Option}'");
        await _bench.RunAsync("add", "add.cfg", "--wait", Option);

        var written = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;
        Assert.All(["run/a", "silo/a"], file => Assert.Equal(written, File.GetUnixFileMode(Path.Combine(_elsewhere.FullName, file))));
        string[] own =
        [
            .. Directory.GetFiles(_bench.Home.LogsPath), .. Directory.GetFiles(_bench.Home.Path, "osstransfer.*"),
            .. Directory.GetFiles(_bench.Home.ConfPath).Where(file => file != _bench.Home.ClusterPath),
        ];
        Assert.All(own, file => Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file))));
    }

    [Fact]
    public async Task Link_in_the_place_of_a_file_that_is_being_written_is_not_followed()
    {
        var victim = _bench.Write("victim", "untouched");
        _bench.Home.Create();
        File.CreateSymbolicLink(_bench.Home.TokenPath + ".part", victim);

        var start = await _bench.RunAsync("start", Option);

        Assert.Equal((0, "untouched"), (start.Code, await File.ReadAllTextAsync(victim, TestContext.Current.CancellationToken)));
    }

    private static string Job(string id, string from, string to) =>
        $"job-ID: {id}\nsrc-filetype: diskfile\nsrc-absolutepath: {from}\ndes-filetype: diskfile\ndes-absolutepath: {to}\nsync-enable-increment: False\n";
}
