using OssTransfer.Silo.Hosting;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class ClusterFileTests : IDisposable
{
    private const string Address = "Host=db1;Port=5433;Database=moves;Username=mover;Password=hush;hush";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-cluster-");

    public void Dispose() => _directory.Delete(recursive: true);

    private string At(string name) => Path.Combine(_directory.FullName, name);

    [Fact]
    public void File_that_was_written_is_read_equal_and_closed_to_others()
    {
        var written = Create();
        written.Write(At("cluster"));

        var read = ClusterFile.Read(At("cluster"));

        Assert.Equal(
            (written.Fingerprint, written.Database.Reveal(), written.DatabaseAddress), (read.Fingerprint, read.Database.Reveal(), read.DatabaseAddress));
        Assert.Equal(written.SealingKeys.Select(key => key.Export()), read.SealingKeys.Select(key => key.Export()));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(At("cluster")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void New_key_comes_behind_the_one_that_seals_and_two_clusters_differ()
    {
        var cluster = Create();
        var next = cluster.WithNewKey();

        Assert.Equal(cluster.SealingKeys[0].Name, next.SealingKeys[0].Name);
        Assert.Equal(next.SealingKeys[1].Name, next.NewestKey.Name);
        Assert.Equal(cluster.Fingerprint, next.Fingerprint);
        Assert.NotEqual(cluster.Fingerprint, Create().Fingerprint);
    }

    [Fact]
    public void New_certificate_comes_behind_the_one_that_is_shown_until_it_is_the_only_one()
    {
        var cluster = Create();
        cluster.WithNewCertificate(TimeProvider.System).WithNewKey().Write(At("both"));
        var both = ClusterFile.Read(At("both"));
        both.WithNewestCertificateOnly().Write(At("new"));
        var only = ClusterFile.Read(At("new"));

        Assert.Equal((true, cluster.Fingerprint), (both.IsChangingCertificate, both.Fingerprint));
        Assert.Equal((false, both.NewestFingerprint), (only.IsChangingCertificate, only.Fingerprint));
        Assert.NotEqual(cluster.Fingerprint, only.Fingerprint);
        Assert.DoesNotContain("newCertificate", File.ReadAllText(At("new")), StringComparison.Ordinal);
        using var certificates = both.Certificates();
        Assert.Equal([cluster.Fingerprint, only.Fingerprint], certificates.Choice.Fingerprints);
    }

    [Theory]
    [InlineData("", "it is damaged or cut")]
    [InlineData("{ \"format\": 1, \"database\": ", "it is damaged or cut")]
    [InlineData("{ \"format\": 2, \"database\": \"Host=a;Database=b\", \"sealingKeys\": [], \"certificate\": \"\" }", "it has format 2")]
    [InlineData("{ \"format\": 1, \"database\": \"Host=a;Database=b\", \"sealingKeys\": [], \"certificate\": \"\" }", "it holds no sealing key")]
    [InlineData("{ \"format\": 1, \"database\": \"Database=b\", \"sealingKeys\": [], \"certificate\": \"\" }", "names no host")]
    public void Other_file_is_refused_by_name(string text, string why)
    {
        File.WriteAllText(At("cluster"), text);

        var exception = Assert.Throws<HomeException>(() => ClusterFile.Read(At("cluster")));

        Assert.Contains(At("cluster"), exception.Message, StringComparison.Ordinal);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void File_that_every_user_may_read_is_refused_and_one_of_a_group_is_read()
    {
        ClusterFile.Create(new("Host=db1;Database=moves"), TimeProvider.System).Write(At("cluster"));
        File.SetUnixFileMode(At("cluster"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var read = ClusterFile.Read(At("cluster"));
        File.SetUnixFileMode(At("cluster"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var refused = Assert.Throws<HomeException>(() => ClusterFile.Read(At("cluster")));

        Assert.Equal("moves on db1:5432", read.DatabaseAddress);
        Assert.Contains($"Every user of this machine may read or write the cluster file {At("cluster")}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_is_named() =>
        Assert.Contains(
            $"There is no cluster file {At("none")}", Assert.Throws<HomeException>(() => ClusterFile.Read(At("none"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Host=db1;Database=moves;Username=mover;Password=hush", "moves on db1:5432")]
    [InlineData("postgresql://mover:h%40sh@db1:5433/moves?sslmode=verify-full&connect_timeout=3", "moves on db1:5433")]
    [InlineData("postgres://mover@[::1]/moves", "moves on ::1:5432")]
    public void Address_is_read_as_npgsql_or_libpq_writes_it(string address, string shown) =>
        Assert.Equal(shown, ClusterFile.Create(new(address), TimeProvider.System).DatabaseAddress);

    [Fact]
    public void Password_of_a_uri_is_decoded() =>
        Assert.Contains(
            "Password=h@sh", ClusterFile.Create(new("postgresql://mover:h%40sh@db1/moves"), TimeProvider.System).Database.Reveal(), StringComparison.Ordinal);

    [Theory]
    [InlineData("hush-hush")]
    [InlineData("Host=db1;Password=hush-hush")]
    [InlineData("postgresql://mover:hush-hush@db1")]
    [InlineData("postgresql://mover:hush-hush@db1/moves?target_session_attrs=any")]
    public void Address_that_cannot_be_read_is_refused_without_being_repeated(string address)
    {
        var exception = Assert.Throws<FormatException>(() => ClusterFile.Create(new Secret(address), TimeProvider.System));

        Assert.DoesNotContain("hush-hush", exception.Message, StringComparison.Ordinal);
    }

    private static ClusterFile Create() => ClusterFile.Create(new(Address.Replace(";hush", "", StringComparison.Ordinal)), TimeProvider.System);
}
