using System.Xml.Linq;

namespace OssTransfer.Architecture.Tests;

/// <summary>What judges the program shares no code with it: neither by reference nor by a file of its sources.</summary>
public sealed class OracleTests
{
    [Theory]
    [InlineData("OssTransfer.Oracle")]
    [InlineData("OssTransfer.LoopbackS3")]
    [InlineData("OssTransfer.Emulators")]
    public void Project_that_judges_the_program_uses_nothing_of_it(string project)
    {
        var included = Included(Path.Combine(Repository.Root, "tests", project, project + ".csproj")).ToList();

        Violations.AssertNone(included.Where(path => path.StartsWith(Repository.Source + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
    }

    /// <summary>All that a project file and those that it references name, as whole paths.</summary>
    private static IEnumerable<string> Included(string projectFile) => XDocument.Load(projectFile).Descendants()
        .Select(item => item.Attribute("Include")?.Value)
        .OfType<string>()
        .SelectMany(value => value.Split(';'))
        .Select(value => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(projectFile)!, value.Replace('\\', '/'))))
        .SelectMany(path => path.EndsWith(".csproj", StringComparison.Ordinal) ? Included(path).Prepend(path) : [path]);
}
