using System.Text.RegularExpressions;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>What an operator is told to type, in <c>deploy/README.md</c> and in the comments of the files, works as it stands.</summary>
public sealed partial class DeployReadmeTests
{
    public static TheoryData<string> Files =>
        [
            .. Directory.EnumerateFiles(DeployFolder.PathOf("."), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(DeployFolder.PathOf("."), path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Commands_are_those_of_the_program(string file) => Assert.All(
        Command().Matches(DeployFolder.Read(file)).Select(match => match.Groups[1].Value),
        command => DeployFolder.AssertUnderstood(["osstransfer", .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

    [Fact]
    public void Files_that_are_named_exist()
    {
        var named = RepositoryPath().Matches(DeployFolder.Read("README.md")).Select(match => match.Value).Distinct().ToArray();

        // The last one is made by a command before.
        Assert.NotEmpty(named);
        Assert.All(named.Except(["deploy/kubernetes/cluster"]), path => Assert.True(Path.Exists(Path.Combine(Docs.Handbook.Root, path)), path));
    }

    // In a shell, behind the name of a container or user; elsewhere it is the name of the unit, the user or a volume.
    [GeneratedRegex(@"(?:^#? *|silo1 |-- |-u osstransfer )osstransfer ((?:--home=\S+ )?(?:start|stop|status|add|cluster|set)\b[^<\n]*)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"deploy/[a-z]+/?[A-Za-z.]*")]
    private static partial Regex RepositoryPath();
}
