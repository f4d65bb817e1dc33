using System.Reflection;
using System.Text.Json.Nodes;
using OssTransfer.Cli.Commands;
using OssTransfer.Cli.Tests.Docs;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>The files in <c>deploy/</c>, and what the program makes of what they say.</summary>
internal static class DeployFolder
{
    /// <summary>A silo's own time for handing its work back; whoever ends it must wait longer.</summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);

    private static readonly Shell Shell = new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Variable = _ => null,
        Directory = "/",
        ProgramDirectory = "/",
    };

    /// <summary>The environment's names that mean something to a silo or to its command line.</summary>
    public static IReadOnlyList<Setting> Settings { get; } = [.. typeof(SiloHostSettings).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(Setting))
        .Select(field => (Setting)field.GetValue(null)!)];

    public static string PathOf(string name) => Path.Combine(Handbook.Root, "deploy", name);

    public static string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>The documents of a YAML file.</summary>
    public static IReadOnlyList<JsonNode> Yaml(string name) => YamlReader.Read(Read(name));

    /// <summary>Fails unless the program understands a command line; <c>osstransfer</c> or its path stands first.</summary>
    public static void AssertUnderstood(IEnumerable<string> commandLine)
    {
        var words = commandLine.ToArray();

        Assert.Equal("osstransfer", Path.GetFileName(words[0]));
        var parse = CommandTree.Create(Shell).Parse(words[1..]);
        Assert.Empty(parse.Errors);
        Assert.NotSame(parse.RootCommandResult.Command, parse.CommandResult.Command);
    }

    /// <summary>Fails unless a silo reads a variable of this name.</summary>
    public static void AssertIsSetting(string variable) => Assert.Contains(variable, Settings.Select(setting => setting.Variable));

    /// <summary>The words of a node that holds a list of them.</summary>
    public static string[] Words(JsonNode? node) => [.. node!.AsArray().Select(word => (string)word!)];
}
