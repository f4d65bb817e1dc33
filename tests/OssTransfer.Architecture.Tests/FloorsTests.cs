using NetArchTest.Rules;

namespace OssTransfer.Architecture.Tests;

/// <summary>Who may know whom.</summary>
public sealed class FloorsTests
{
    private const string AspNet = "Microsoft.AspNetCore";
    private const string Orleans = "Orleans";
    private const string Configuration = "Microsoft.Extensions.Configuration";

    /// <summary>What all cloud stores share.</summary>
    private static readonly string[] Shared = ["Cloud", "Cloud.Endpoints", "Cloud.Errors", "Cloud.Http", "Cloud.Listing"];

    [Fact]
    public void Source_holds_the_known_projects() =>
        Assert.Equal(Floors.Of.Keys.Order(), Directory.GetDirectories(Repository.Source).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Floors.All), MemberType = typeof(Floors))]
    public void Project_file_references_only_floors_below(string project)
    {
        var references = Repository.ProjectFile(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.All(
            references, reference => Assert.True(Floors.Of[reference] < Floors.Of[project], $"{project} references {reference}, which is no floor below it."));
    }

    // The references of a project reach further than what it names: what counts is what its code uses.
    [Theory]
    [MemberData(nameof(Floors.All), MemberType = typeof(Floors))]
    public void Code_uses_only_floors_below(string project)
    {
        var used = Floors.Load(project).GetReferencedAssemblies().Select(name => name.Name!).Where(Floors.Of.ContainsKey);

        Assert.All(used, reference => Assert.True(Floors.Of[reference] < Floors.Of[project], $"{project} uses {reference}, which is no floor below it."));
    }

    [Theory]
    [InlineData(Floors.Storage)]
    [InlineData(Floors.Transfer)]
    public void Stores_and_engine_know_nothing_of_what_a_user_sees(string project) =>
        Assert.DoesNotContain(Floors.Contracts, Floors.Load(project).GetReferencedAssemblies().Select(name => name.Name));

    [Theory]
    [InlineData(Floors.Storage)]
    [InlineData(Floors.Contracts)]
    [InlineData(Floors.Transfer)]
    [InlineData(Floors.Jobs)]
    public void Engine_and_domain_know_neither_Orleans_nor_AspNet(string project) => AssertKnowsNone(project, Orleans, AspNet);

    [Fact]
    public void Grains_know_no_AspNet() => AssertKnowsNone(Floors.Grains, AspNet);

    [Fact]
    public void Command_line_knows_no_Orleans() => AssertKnowsNone(Floors.Cli, Orleans);

    [Theory]
    [InlineData(Floors.Storage)]
    [InlineData(Floors.Contracts)]
    [InlineData(Floors.Transfer)]
    [InlineData(Floors.Jobs)]
    [InlineData(Floors.Grains)]
    [InlineData(Floors.Cli)]
    public void Only_the_silo_reads_configuration(string project) => AssertKnowsNone(project, Configuration);

    [Theory]
    [MemberData(nameof(BackEnds))]
    public void Back_end_knows_no_other_back_end(string backEnd)
    {
        var others = BackEnds.Select(row => row.Data).Where(other => other != backEnd).ToArray();

        AssertPasses(Types.InAssembly(Floors.Load(Floors.Storage)).That().ResideInNamespace(backEnd).ShouldNot().HaveDependencyOnAny(others).GetResult());
    }

    [Theory]
    [InlineData(@"^OssTransfer\.Storage$")]
    [InlineData(@"^OssTransfer\.Storage\.Cloud(\.(Endpoints|Errors|Http|Listing))?$")]
    public void Store_contract_and_shared_pipeline_know_no_back_end(string namespacePattern)
    {
        var backEnds = BackEnds.Select(row => row.Data).ToArray();

        AssertPasses(
            Types.InAssembly(Floors.Load(Floors.Storage))
                .That()
                .ResideInNamespaceMatching(namespacePattern)
                .ShouldNot()
                .HaveDependencyOnAny(backEnds)
                .GetResult());
    }

    /// <summary>What options name is no place to move from or to.</summary>
    private const string OptionFiles = "Files";

    /// <summary>A folder each: beside <c>Cloud/</c>, and in it beside what they share there.</summary>
    public static TheoryData<string> BackEnds
    {
        get
        {
            var storage = Path.Combine(Repository.Source, Floors.Storage);
            var folders = Directory.GetDirectories(storage).Concat(Directory.GetDirectories(Path.Combine(storage, "Cloud")))
                .Select(path => Path.GetRelativePath(storage, path).Replace(Path.DirectorySeparatorChar, '.'))
                .Where(folder => folder is not ("bin" or "obj" or OptionFiles) && !Shared.Contains(folder));
            return [.. folders.Select(folder => $"{Floors.Storage}.{folder}").Order(StringComparer.Ordinal)];
        }
    }

    // What Orleans' generator adds to an assembly is not ours.
    private static void AssertKnowsNone(string project, params string[] namespaces) =>
        AssertPasses(Types.InAssembly(Floors.Load(project)).That().ResideInNamespace("OssTransfer").ShouldNot().HaveDependencyOnAny(namespaces).GetResult());

    private static void AssertPasses(NetArchTest.Rules.TestResult result) =>
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
}
