using OssTransfer.Contracts.Cluster;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class HomeDirectoryTests : IDisposable
{
    private const UnixFileMode PrivateDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryHome _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("/a", "/b", "/a")]
    [InlineData(null, "/b", "/b")]
    [InlineData(" ", "/b", "/b")]
    [InlineData(null, null, "/home/u/.osstransfer")]
    [InlineData("", "", "/home/u/.osstransfer")]
    public void Resolve_takes_argument_then_environment_then_the_users_own(string? argument, string? variable, string expected) =>
        Assert.Equal(expected, HomeDirectory.Resolve(argument, variable, "/home/u").Path);

    [Fact]
    public void Resolve_without_a_place_says_what_to_name()
    {
        var exception = Assert.Throws<HomeException>(() => HomeDirectory.Resolve(null, null, ""));

        Assert.Contains("--home", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_makes_directories_for_their_owner_only()
    {
        var home = _temporary.Home;

        home.Create();

        Assert.All([home.Path, home.ConfPath, home.JobsPath, home.LogsPath], path => Assert.Equal(PrivateDirectory, Mode(path)));
    }

    [Fact]
    public void Create_closes_a_conf_that_stood_open_and_leaves_the_home_as_it_is()
    {
        var home = _temporary.Home;
        Directory.CreateDirectory(home.ConfPath);
        var before = Mode(home.Path);

        home.Create();

        Assert.Equal(PrivateDirectory, Mode(home.ConfPath));
        Assert.Equal(before, Mode(home.Path));
    }

    [Fact]
    public void Create_where_a_file_stands_names_the_path()
    {
        var home = new HomeDirectory(Path.Combine(_temporary.Home.Path, "file", "home"));
        Directory.CreateDirectory(_temporary.Home.Path);
        File.WriteAllText(Path.Combine(_temporary.Home.Path, "file"), "");

        var exception = Assert.Throws<HomeException>(home.Create);

        Assert.Contains(home.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_disk_is_told_apart()
    {
        var message = _temporary.Home.Unwritable(new IOException("No space left on device", 28)).Message;

        Assert.Contains("full", message, StringComparison.Ordinal);
        Assert.DoesNotContain("full", _temporary.Home.Unwritable(new IOException("Read-only file system", 30)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_of_a_home_that_never_ran_is_null() => Assert.Null(_temporary.Home.ReadToken());

    [Fact]
    public void Token_is_read_without_its_line_end()
    {
        var home = _temporary.Home;
        home.Create();
        using var keys = HomeKeys.LoadOrCreate(home, TimeProvider.System);

        Assert.Equal(keys.Token.Reveal(), home.ReadToken());
        Assert.Equal(64, home.ReadToken()!.Length);
    }

    [Fact]
    public async Task Running_silo_is_what_the_holder_published()
    {
        var home = _temporary.Home;
        home.Create();
        var silo = new RunningSilo { Url = "http://127.0.0.1:4242", Pid = Environment.ProcessId, Name = "n", Version = "1.0.0" };
        home.PublishApi(silo);
        var withoutHolder = home.FindRunning();

        using (await HomeLock.AcquireAsync(home, Cancel))
        {
            home.PublishApi(silo with { Pid = int.MaxValue });
            Assert.Null(home.FindRunning());
            home.PublishApi(silo);
            Assert.Equal("http://127.0.0.1:4242", home.FindRunning()?.Url);
            Assert.Equal(Environment.ProcessId, home.FindHolder());
        }

        Assert.Null(withoutHolder);
        Assert.Null(home.FindHolder());
    }

    [Fact]
    public async Task Lock_is_refused_while_held_and_free_afterwards()
    {
        var home = _temporary.Home;
        home.Create();
        using (await HomeLock.AcquireAsync(home, Cancel))
        {
            var exception = await Assert.ThrowsAsync<HomeException>(() => HomeLock.AcquireAsync(home, Cancel));
            Assert.Contains($"Process {Environment.ProcessId} ", exception.Message, StringComparison.Ordinal);
            Assert.Contains(home.Path, exception.Message, StringComparison.Ordinal);
        }

        (await HomeLock.AcquireAsync(home, Cancel)).Dispose();
    }

    [Fact]
    public void Settings_of_the_original_are_found()
    {
        var home = _temporary.Home;
        home.Create();
        var before = home.FindOriginalSettings();
        File.WriteAllText(Path.Combine(home.ConfPath, "ts.cfg"), "");

        Assert.Null(before);
        Assert.Equal(Path.Combine(home.ConfPath, "ts.cfg"), home.FindOriginalSettings());
    }

    private static UnixFileMode Mode(string path) => new DirectoryInfo(path).UnixFileMode;
}
