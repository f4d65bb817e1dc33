using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>The systemd unit, its drop-in for a cluster and its file of settings say what the program understands.</summary>
public sealed class SystemdTests
{
    [Fact]
    public void Unit_keeps_a_silo_running_and_gives_it_time_to_stop()
    {
        var unit = Unit("osstransfer.service");

        DeployFolder.AssertUnderstood(unit["ExecStart"].Single().Split(' '));
        Assert.EndsWith(" start --foreground", unit["ExecStart"].Single(), StringComparison.Ordinal);
        Assert.Equal("always", unit["Restart"].Single());
        Assert.Equal($"{(int)ExitCode.Usage}", unit["RestartPreventExitStatus"].Single());
        Assert.Equal("0", unit["StartLimitIntervalSec"].Single());
        Assert.Equal("SIGTERM", unit["KillSignal"].Single());
        Assert.True(int.Parse(unit["TimeoutStopSec"].Single(), CultureInfo.InvariantCulture) > DeployFolder.StopTime.TotalSeconds);
    }

    [Fact]
    public void Unit_runs_as_a_user_of_its_own_whose_home_is_the_silos()
    {
        var unit = Unit("osstransfer.service");
        var user = DeployFolder.Read("systemd/osstransfer.sysusers.conf").Split('\n').Single(line => line.StartsWith("u ", StringComparison.Ordinal));

        Assert.StartsWith($"u {unit["User"].Single()} ", user, StringComparison.Ordinal);
        Assert.EndsWith($"/var/lib/{unit["StateDirectory"].Single()}", user, StringComparison.Ordinal);
        Assert.Contains($"{HomeDirectory.Variable}=%S/{unit["StateDirectory"].Single()}", unit["Environment"]);
    }

    [Theory]
    [InlineData("osstransfer.service")]
    [InlineData("cluster.conf")]
    public void Variables_are_settings_of_a_silo(string name) =>
        Assert.All(Unit(name)["Environment"], assignment => DeployFolder.AssertIsSetting(assignment.Split('=')[0]));

    [Fact]
    public void Cluster_file_is_handed_over_under_the_name_that_the_silo_is_told()
    {
        var dropIn = Unit("cluster.conf");

        Assert.Equal($"{SiloHostSettings.Cluster.Variable}=%d/{dropIn["LoadCredential"].Single().Split(':')[0]}", dropIn["Environment"].Single());
    }

    [Fact]
    public void Every_setting_in_the_sample_is_accepted_as_it_stands()
    {
        var sample = DeployFolder.Read("systemd/environment")
            .Split('\n')
            .Where(line => line.StartsWith("#OSSTRANSFER_", StringComparison.Ordinal))
            .Select(line => line[1..].Split('='))
            .ToArray();

        Assert.NotEmpty(sample);
        Assert.All(sample, pair => DeployFolder.AssertIsSetting(pair[0]));
        Assert.NotNull(
            SiloHostSettings.Read(
                sample.ToDictionary(pair => DeployFolder.Settings.Single(setting => setting.Variable == pair[0]).Argument, pair => (string?)pair[1])));
    }

    [Fact]
    public void Unit_reads_the_file_that_the_sample_says_it_is() =>
        Assert.Contains(
            $"Goes to {Unit("osstransfer.service")["EnvironmentFile"].Single().TrimStart('-')}.",
            DeployFolder.Read("systemd/environment"),
            StringComparison.Ordinal);

    private static ILookup<string, string> Unit(string name) => DeployFolder.Read($"systemd/{name}").Split('\n')
        .Where(line => line.Length > 0 && line[0] is not ('#' or '['))
        .Select(line => line.Split('=', 2))
        .ToLookup(pair => pair[0], pair => pair[1]);
}
