using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class HomeKeysTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryHome _temporary = new();

    public HomeKeysTests() => _temporary.Home.Create();

    public static TheoryData<string> Files => ["token", "sealing.key", "silo.pem"];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Keys_are_the_same_at_every_start()
    {
        using var first = HomeKeys.LoadOrCreate(_temporary.Home, TimeProvider.System);
        using var second = HomeKeys.LoadOrCreate(_temporary.Home, TimeProvider.System);

        Assert.Equal(first.Token.Reveal(), second.Token.Reveal());
        Assert.Equal(first.SealingKeys[0].Export(), second.SealingKeys[0].Export());
        Assert.Equal(first.Certificates.First.RawData, second.Certificates.First.RawData);
        Assert.True(second.Certificates.First.HasPrivateKey);
    }

    [Fact]
    public void Two_homes_share_nothing()
    {
        using var other = new TemporaryHome();
        other.Home.Create();
        using var first = HomeKeys.LoadOrCreate(_temporary.Home, TimeProvider.System);
        using var second = HomeKeys.LoadOrCreate(other.Home, TimeProvider.System);

        Assert.NotEqual(first.Token.Reveal(), second.Token.Reveal());
        Assert.NotEqual(first.SealingKeys[0].Export(), second.SealingKeys[0].Export());
        Assert.NotEqual(first.Certificates.First.RawData, second.Certificates.First.RawData);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_are_readable_by_their_owner_only_even_if_they_were_opened(string file)
    {
        HomeKeys.LoadOrCreate(_temporary.Home, TimeProvider.System).Dispose();
        var info = new FileInfo(Path.Combine(_temporary.Home.ConfPath, file));
        var made = info.UnixFileMode;
        Open(info);

        HomeKeys.LoadOrCreate(_temporary.Home, TimeProvider.System).Dispose();

        info.Refresh();
        Assert.Equal(OwnerOnly, made);
        Assert.Equal(OwnerOnly, info.UnixFileMode);
    }

    [Theory]
    [InlineData("token", "")]
    [InlineData("sealing.key", "nonsense")]
    [InlineData("silo.pem", "nonsense")]
    public void Damaged_file_is_named_and_left_alone(string file, string text)
    {
        var path = Path.Combine(_temporary.Home.ConfPath, file);
        File.WriteAllText(path, text);

        var exception = Assert.Throws<HomeException>(() => HomeKeys.LoadOrCreate(_temporary.Home, TimeProvider.System));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }

    private static void Open(FileInfo file)
    {
        if (!OperatingSystem.IsWindows())
        {
            file.UnixFileMode = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }
    }
}
