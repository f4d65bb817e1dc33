using System.Globalization;
using System.Text.Json.Nodes;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>The Kubernetes manifests fit together, and fit the program and its image.</summary>
public sealed class KubernetesTests
{
    private static readonly JsonNode Kustomization = DeployFolder.Yaml("kubernetes/kustomization.yaml").Single();
    private static readonly JsonNode[] Manifests =
        [.. DeployFolder.Words(Kustomization["resources"]).SelectMany(name => DeployFolder.Yaml($"kubernetes/{name}"))];
    private static readonly JsonNode[] Database = [.. DeployFolder.Yaml("kubernetes/postgresql.yaml")];
    private static readonly JsonNode Silos = OfKind(Manifests, "StatefulSet").Single();

    private static JsonNode Pod => Silos["spec"]!["template"]!["spec"]!;

    private static JsonNode Container => Pod["containers"]!.AsArray().Single()!;

    public static TheoryData<string> Workloads => ["osstransfer", "postgresql"];

    [Fact]
    public void Everything_is_in_the_namespace_that_is_made()
    {
        var name = (string)OfKind(Manifests, "Namespace").Single()["metadata"]!["name"]!;

        Assert.Equal(name, (string)Kustomization["namespace"]!);
        Assert.All(
            Manifests.Concat(Database).Where(manifest => (string)manifest["kind"]! != "Namespace"),
            manifest => Assert.Equal(name, (string)manifest["metadata"]!["namespace"]!));
    }

    [Fact]
    public void Three_silos_run_by_a_command_that_the_program_has()
    {
        Assert.Equal("3", (string)Silos["spec"]!["replicas"]!);
        DeployFolder.AssertUnderstood(["osstransfer", .. DeployFolder.Words(Container["args"])]);
    }

    [Theory]
    [InlineData("startupProbe")]
    [InlineData("readinessProbe")]
    [InlineData("livenessProbe")]
    public void Probes_are_commands_that_the_program_has(string name) =>
        DeployFolder.AssertUnderstood(DeployFolder.Words(Container[name]!["exec"]!["command"]));

    [Fact]
    public void Silo_gets_its_address_its_name_and_its_cluster_by_settings_that_it_reads()
    {
        var variables = Container["env"]!.AsArray().ToDictionary(variable => (string)variable!["name"]!, variable => variable!);

        Assert.All(variables.Keys, DeployFolder.AssertIsSetting);
        Assert.Equal("status.podIP", (string)variables[SiloHostSettings.Address.Variable]["valueFrom"]!["fieldRef"]!["fieldPath"]!);
        Assert.Equal("metadata.name", (string)variables[SiloHostSettings.Name.Variable]["valueFrom"]!["fieldRef"]!["fieldPath"]!);
        Assert.Equal(MountOf("home"), (string)variables[SiloHostSettings.Home.Variable]["value"]!);
        Assert.Equal($"{MountOf("cluster")}/{DeployFolder.Words(Secret()["files"]).Single()}", (string)variables[SiloHostSettings.Cluster.Variable]["value"]!);
    }

    [Fact]
    public void Variables_of_services_cannot_become_settings() => Assert.Equal("false", (string)Pod["enableServiceLinks"]!);

    [Fact]
    public void Cluster_file_is_a_secret_and_stays_out_of_git()
    {
        var volume = Pod["volumes"]!.AsArray().Single(volume => (string)volume!["name"]! == "cluster")!;

        Assert.Equal((string)Secret()["name"]!, (string)volume["secret"]!["secretName"]!);
        Assert.Contains(DeployFolder.Words(Secret()["files"]).Single(), DeployFolder.Read("kubernetes/.gitignore").Split('\n'));
    }

    [Fact]
    public void Silo_has_longer_to_stop_than_it_takes() =>
        Assert.True(int.Parse((string)Pod["terminationGracePeriodSeconds"]!, CultureInfo.InvariantCulture) > DeployFolder.StopTime.TotalSeconds);

    [Fact]
    public void Silo_is_the_user_of_the_image()
    {
        var security = Pod["securityContext"]!;

        Assert.Contains($"USER {security["runAsUser"]}:{security["runAsGroup"]}", DeployFolder.Read("container/Dockerfile").Split('\n'));
        Assert.Equal((string)security["runAsGroup"]!, (string)security["fsGroup"]!);
        Assert.Equal("true", (string)security["runAsNonRoot"]!);
    }

    [Fact]
    public void Image_is_of_one_version_which_the_program_in_it_tells()
    {
        var version = (string)Kustomization["images"]!.AsArray().Single()!["newTag"]!;
        var image = $"osstransfer:{version}";
        var compose = DeployFolder.Yaml("container/compose.yaml").Single()["services"]!;

        Assert.Equal(image, (string)Container["image"]!);
        Assert.All(["init", "silo1", "silo2", "silo3"], service => Assert.Equal(image, (string)compose[service]!["image"]!));
        Assert.Contains($"--build-arg VERSION={version} -t {image} .", DeployFolder.Read("container/Dockerfile"), StringComparison.Ordinal);
        Assert.Contains("-p:MinVerVersionOverride=$VERSION", DeployFolder.Read("container/Dockerfile"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Volumes_that_are_mounted_exist_and_all_are_mounted(string name)
    {
        var set = Named(OfKind([.. Manifests, .. Database], "StatefulSet"), name);
        var pod = set["spec"]!["template"]!["spec"]!;
        var volumes = pod["volumes"]!.AsArray().Select(volume => (string)volume!["name"]!)
            .Concat(set["spec"]!["volumeClaimTemplates"]!.AsArray().Select(claim => (string)claim!["metadata"]!["name"]!));

        Assert.Equal(volumes.Order(), pod["containers"]![0]!["volumeMounts"]!.AsArray().Select(mount => (string)mount!["name"]!).Order());
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Selectors_find_the_pods_and_ports_are_those_that_are_open(string name)
    {
        var all = (JsonNode[])[.. Manifests, .. Database];
        var set = Named(OfKind(all, "StatefulSet"), name);
        var labels = set["spec"]!["template"]!["metadata"]!["labels"]!;
        var port = set["spec"]!["template"]!["spec"]!["containers"]![0]!["ports"]![0]!;
        var service = Named(OfKind(all, "Service"), (string)set["spec"]!["serviceName"]!)["spec"]!;
        var policy = Named(OfKind(all, "NetworkPolicy"), name)["spec"]!;

        AssertSame(labels, set["spec"]!["selector"]!["matchLabels"]);
        AssertSame(labels, service["selector"]);
        AssertSame(labels, policy["podSelector"]!["matchLabels"]);
        Assert.Equal((string)port["name"]!, (string)service["ports"]![0]!["targetPort"]!);
        Assert.Equal((string)port["containerPort"]!, (string)service["ports"]![0]!["port"]!);
        Assert.Equal((string)port["containerPort"]!, (string)policy["ingress"]![0]!["ports"]![0]!["port"]!);
        AssertSame(Silos["spec"]!["template"]!["metadata"]!["labels"]!, policy["ingress"]![0]!["from"]![0]!["podSelector"]!["matchLabels"]);
    }

    [Fact]
    public void Open_port_is_the_one_that_a_silo_takes_off_loopback()
    {
        var silo = SiloHostSettings.Read(new Dictionary<string, string?> { [SiloHostSettings.Address.Argument] = "10.0.0.5" });

        Assert.Equal(silo.SiloPort.ToString(CultureInfo.InvariantCulture), (string)Container["ports"]![0]!["containerPort"]!);
        Assert.Contains($"EXPOSE {silo.SiloPort}", DeployFolder.Read("container/Dockerfile").Split('\n'));
    }

    [Fact]
    public void Nodes_are_drained_one_silo_at_a_time()
    {
        var budget = OfKind(Manifests, "PodDisruptionBudget").Single()["spec"]!;

        Assert.Equal("1", (string)budget["maxUnavailable"]!);
        AssertSame(Silos["spec"]!["template"]!["metadata"]!["labels"]!, budget["selector"]!["matchLabels"]);
    }

    private static JsonNode Secret() => Kustomization["secretGenerator"]!.AsArray().Single()!;

    private static string MountOf(string volume) =>
        (string)Container["volumeMounts"]!.AsArray().Single(mount => (string)mount!["name"]! == volume)!["mountPath"]!;

    private static IEnumerable<JsonNode> OfKind(IEnumerable<JsonNode> manifests, string kind) => manifests.Where(manifest => (string)manifest["kind"]! == kind);

    private static JsonNode Named(IEnumerable<JsonNode> manifests, string name) => manifests.Single(manifest => (string)manifest["metadata"]!["name"]! == name);

    private static void AssertSame(JsonNode expected, JsonNode? actual) => Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected} but {actual}");
}
