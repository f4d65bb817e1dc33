using System.Reflection;

namespace OssTransfer.Architecture.Tests;

/// <summary>The projects of <c>src/</c> and their floors: a project may use only floors below its own.</summary>
internal static class Floors
{
    public const string Storage = "OssTransfer.Storage";
    public const string Contracts = "OssTransfer.Contracts";
    public const string Transfer = "OssTransfer.Transfer";
    public const string Jobs = "OssTransfer.Jobs";
    public const string Grains = "OssTransfer.Grains";
    public const string Silo = "OssTransfer.Silo";
    public const string Cli = "OssTransfer.Cli";

    public static IReadOnlyDictionary<string, int> Of { get; } = new Dictionary<string, int>
    {
        [Storage] = 0,
        [Contracts] = 0,
        [Transfer] = 1,
        [Jobs] = 2,
        [Grains] = 3,
        [Silo] = 4,
        [Cli] = 5,
    };

    public static TheoryData<string> All => [.. Of.Keys];

    public static TheoryData<string> BelowSilo => [.. Of.Keys.Where(project => Of[project] < Of[Silo])];

    /// <summary>The command line's assembly is called like the command.</summary>
    public static Assembly Load(string project) => Assembly.Load(project == Cli ? "osstransfer" : project);
}
