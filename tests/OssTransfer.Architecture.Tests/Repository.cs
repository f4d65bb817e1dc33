using System.Xml.Linq;

namespace OssTransfer.Architecture.Tests;

/// <summary>The repository these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj"];

    public static string Root { get; } = FindRoot();

    public static string Source => Path.Combine(Root, "src");

    /// <summary>The C# files of a project, or of all, as paths relative to <c>src/</c>.</summary>
    public static IEnumerable<string> SourceFiles() => Directory
        .EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Source, path))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(Generated).Any())
        .Order(StringComparer.Ordinal);

    /// <summary>The C# files of the program and its tests.</summary>
    public static IEnumerable<string> AllFiles() => new[] { "src", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(Generated).Any())
        .Order(StringComparer.Ordinal);

    public static string Read(string sourceFile) => File.ReadAllText(Path.Combine(Source, sourceFile));

    public static XDocument ProjectFile(string project) => XDocument.Load(Path.Combine(Source, project, project + ".csproj"));

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "OssTransfer.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("These tests read the sources: run them where they were built.");
    }
}
