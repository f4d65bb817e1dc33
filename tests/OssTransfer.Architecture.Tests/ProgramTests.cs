namespace OssTransfer.Architecture.Tests;

/// <summary>What the program is made of.</summary>
public sealed class ProgramTests
{
    // 29 MB of the published folder; Orleans' packages bring them for what is generated when we are built.
    [Theory]
    [InlineData("Microsoft.CodeAnalysis")]
    [InlineData("Humanizer")]
    [InlineData("System.Composition")]
    public void Program_brings_no_compiler(string package)
    {
        var build = Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "../.."), AppContext.BaseDirectory);
        var dependencies = Path.Combine(Repository.Source, Floors.Cli, "bin", build, "osstransfer.deps.json");

        Assert.DoesNotContain($"\"{package}", File.ReadAllText(dependencies), StringComparison.Ordinal);
    }
}
