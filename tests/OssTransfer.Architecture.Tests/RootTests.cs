namespace OssTransfer.Architecture.Tests;

/// <summary>What lies at the root of the repository.</summary>
public sealed class RootTests
{
    private static readonly string[] Allowed =
    [
        "OssTransfer.sln", "README.md", "README.zh-CN.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs",
        "appsettings.json", "src", "tests", "sql", "deploy",
        "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", ".gitignore",
        "demo.sh", "test.sh", ".ci", ".git",
    ];

    [Fact]
    public void Root_holds_nothing_unexpected()
    {
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root, ".gitignore")).Select(line => line.TrimEnd('/'));

        Assert.Empty(Directory.GetFileSystemEntries(Repository.Root).Select(path => Path.GetFileName(path)!).Except(Allowed).Except(ignored));
    }

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "OssTransfer.sln")).Replace('\\', '/');
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal));

        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }
}
