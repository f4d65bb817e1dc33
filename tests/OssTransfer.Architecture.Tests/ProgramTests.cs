using System.Text.Json;

namespace OssTransfer.Architecture.Tests;

/// <summary>What the program is made of.</summary>
public sealed class ProgramTests
{
    private static readonly string[] Assets = ["runtime", "native", "runtimeTargets"];

    // 29 MB of the published folder; Orleans' packages bring them for what is generated when we are built.
    [Theory]
    [InlineData("Microsoft.CodeAnalysis")]
    [InlineData("Humanizer")]
    [InlineData("System.Composition")]
    public void Program_brings_no_compiler(string package) =>
        Assert.DoesNotContain($"\"{package}", File.ReadAllText(Built("osstransfer.deps.json")), StringComparison.Ordinal);

    [Fact]
    public void Notices_name_every_package_that_the_program_brings()
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Built("osstransfer.deps.json")));
        var packages = dependencies.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name)
            .ToHashSet();
        var brought = dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .Where(library => packages.Contains(library.Name) && Assets.Any(kind => library.Value.TryGetProperty(kind, out _)))
            .Select(library => library.Name.Replace('/', ' '))
            .ToArray();
        var notices = File.ReadAllLines(Built("THIRD-PARTY-NOTICES.txt"));

        Assert.Contains(brought, package => package.StartsWith("SQLitePCLRaw.lib.e_sqlite3 ", StringComparison.Ordinal));
        Violations.AssertNone(brought.Except(notices));
        Assert.All(["---- MIT ----", "---- Apache-2.0 ----"], licence => Assert.Contains(licence, notices));
    }

    [Fact]
    public void Packages_of_every_project_are_locked() => Violations.AssertNone(
        Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))
            .Select(project => Path.GetRelativePath(Repository.Root, project)));

    /// <summary>A file of the program as it was built together with these tests.</summary>
    private static string Built(string name) => Path.Combine(
        Repository.Source, Floors.Cli, "bin", Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "../.."), AppContext.BaseDirectory), name);
}
