using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>Dockerfile and compose file fit together, and fit the program.</summary>
public sealed class ContainerTests
{
    private const string Home = "/var/lib/osstransfer";

    private static readonly JsonNode Compose = DeployFolder.Yaml("container/compose.yaml").Single();

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Services => Compose["services"]!.AsObject();

    private static KeyValuePair<string, JsonNode?>[] Silos => [.. Services.Where(service => service.Key.StartsWith("silo", StringComparison.Ordinal))];

    [Fact]
    public void Image_starts_and_asks_by_commands_that_the_program_has()
    {
        DeployFolder.AssertUnderstood(["osstransfer", .. Instruction("CMD")]);
        DeployFolder.AssertUnderstood(JsonSerializer.Deserialize<string[]>(Line("HEALTHCHECK").Split(" CMD ")[1])!);
        Assert.Equal(["/bin/sh", "/opt/osstransfer/entrypoint.sh"], Instruction("ENTRYPOINT"));
        Assert.Equal("SIGTERM", Line("STOPSIGNAL"));
    }

    [Fact]
    public void Image_is_no_roots_and_keeps_its_home_in_a_volume()
    {
        Assert.Equal("10001:10001", Line("USER"));
        Assert.Equal(Home, Line("VOLUME"));
        Assert.Equal([$"HOME={Home}", $"{HomeDirectory.Variable}={Home}"], Line("ENV").Split(' '));
    }

    [Fact]
    public void Image_is_built_from_what_is_there_and_let_through()
    {
        var through = DeployFolder.Read("container/Dockerfile.dockerignore")
            .Split('\n')
            .Where(line => line.StartsWith('!'))
            .Select(line => line[1..])
            .ToArray();
        var copied = DeployFolder.Read("container/Dockerfile").Split('\n')
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1])
            .ToArray();

        Assert.Equal(copied.Order(), through.Order());
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Docs.Handbook.Root, path)), path));
    }

    [Fact]
    public void Cluster_has_three_silos_with_names_and_homes_of_their_own()
    {
        Assert.Equal(["silo1", "silo2", "silo3"], Silos.Select(silo => (string)silo.Value!["hostname"]!));
        Assert.Equal(3, Silos.Select(silo => VolumeAt(silo.Value!, Home)).Distinct().Count());
    }

    [Fact]
    public void Silos_get_the_cluster_file_that_init_makes_and_wait_for_it()
    {
        var init = Compose["services"]!["init"]!;
        var file = (string)init["environment"]![SiloHostSettings.Cluster.Variable]!;

        Assert.Equal(["/bin/sh", "/opt/osstransfer/init-cluster.sh"], DeployFolder.Words(init["entrypoint"]));
        Assert.Empty(DeployFolder.Words(init["command"]));
        Assert.All(Silos, silo =>
        {
            Assert.Equal(file, (string)silo.Value!["environment"]![SiloHostSettings.Cluster.Variable]!);
            Assert.Equal(VolumeAt(init, Path.GetDirectoryName(file)!), VolumeAt(silo.Value, Path.GetDirectoryName(file)!));
            Assert.Equal("service_completed_successfully", (string)silo.Value["depends_on"]!["init"]!["condition"]!);
            Assert.True(int.Parse(((string)silo.Value["stop_grace_period"]!).TrimEnd('s'), CultureInfo.InvariantCulture) > DeployFolder.StopTime.TotalSeconds);
        });
    }

    [Fact]
    public void Init_is_told_what_its_script_asks_for_and_what_the_database_has()
    {
        var (init, database) = (Compose["services"]!["init"]!["environment"]!.AsObject(), Compose["services"]!["postgresql"]!["environment"]!);

        Assert.All(init, variable => Assert.Contains("$" + variable.Key, DeployFolder.Read("container/init-cluster.sh"), StringComparison.Ordinal));
        Assert.All(["POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD_FILE"], name => Assert.Equal((string)database[name]!, (string)init[name]!));
        Assert.Contains((string)init["POSTGRES_HOST"]!, Services.Select(service => service.Key));
    }

    [Fact]
    public void Everything_that_services_name_is_declared()
    {
        var (volumes, secrets) = (Compose["volumes"]!.AsObject(), Compose["secrets"]!.AsObject());

        Assert.All(Services.SelectMany(service => Volumes(service.Value!)), volume => Assert.True(volumes.ContainsKey(volume[0]), volume[0]));
        Assert.All(Services.SelectMany(service => service.Value!["secrets"]?.AsArray() ?? []), secret => Assert.True(secrets.ContainsKey((string)secret!)));
        Assert.All(
            Services.SelectMany(service => service.Value!["depends_on"]?.AsObject() ?? []),
            needed => Assert.Contains(needed.Key, Services.Select(service => service.Key)));
        Assert.All(
            Services.SelectMany(service => service.Value!["environment"]!.AsObject())
                .Where(variable => variable.Key.StartsWith("OSSTRANSFER_", StringComparison.Ordinal)),
            variable => DeployFolder.AssertIsSetting(variable.Key));
    }

    [Fact]
    public void Passwords_stay_out_of_git() =>
        Assert.Contains(
            Path.GetDirectoryName(((string)Compose["secrets"]!["postgres_password"]!["file"]!)[2..]) + "/",
            DeployFolder.Read("container/.gitignore").Split('\n'));

    private static string VolumeAt(JsonNode service, string path) => Volumes(service).Single(volume => volume[1] == path)[0];

    private static IEnumerable<string[]> Volumes(JsonNode service) => (service["volumes"]?.AsArray() ?? []).Select(volume => ((string)volume!).Split(':'));

    // The last stage's: what counts.
    private static string Line(string instruction) =>
        Dockerfile().Last(line => line.StartsWith(instruction + " ", StringComparison.Ordinal))[(instruction.Length + 1)..];

    private static string[] Instruction(string instruction) => JsonSerializer.Deserialize<string[]>(Line(instruction))!;

    private static string[] Dockerfile() => DeployFolder.Read("container/Dockerfile").Split('\n');
}
