using System.Text.RegularExpressions;

namespace OssTransfer.Architecture.Tests;

/// <summary>Inside a project, too, folders use each other in one direction: what lies in one folder can be read without those that use it.</summary>
public sealed partial class FoldersTests
{
    /// <summary>Folders that use each other, and why.</summary>
    private static readonly Dictionary<string, string> Kept = new()
    {
        ["OssTransfer.Transfer: Outcomes, Verification"] = "what attempts may have left behind is compared like anything else, and a comparison has an outcome",
        ["OssTransfer.Jobs.Config: Rates, Reading"] = "a rate is spelled by what reads a configuration, and a configuration has rates",
    };

    [Fact]
    public void Folders_inside_a_folder_form_no_cycle()
    {
        // From, to: folders that lie in the same one, by what files below the first name of the second.
        var uses = Repository.SourceFiles()
            .SelectMany(file => Names().Matches(Repository.Read(file)).Select(name => Fork(Path.GetDirectoryName(file)!.Split('/'), name.Value.Split('.'))))
            .OfType<(string Folder, string From, string To)>()
            .ToLookup(use => use.Folder, use => (use.From, use.To));

        var cycles = uses.Select(folder => (folder.Key, Names: InCycles([.. folder.Distinct()]))).Where(folder => folder.Names.Length > 0);

        Assert.Equal(Kept.Keys.Order(), cycles.Select(cycle => $"{cycle.Key}: {string.Join(", ", cycle.Names)}").Order());
    }

    /// <summary>Where the ways to two folders part; null where they don't, or already at the project.</summary>
    private static (string Folder, string From, string To)? Fork(string[] from, string[] to)
    {
        // OssTransfer.Jobs/Config -> OssTransfer, Jobs, Config
        from = [.. from[0].Split('.'), .. from[1..]];
        var same = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        return same >= 2 && same < Math.Min(from.Length, to.Length) ? (string.Join('.', from[..same]), from[same], to[same]) : null;
    }

    private static string[] InCycles((string From, string To)[] uses) =>
        [.. uses.Select(use => use.From).Distinct().Where(name => Reached(name, uses).Contains(name)).Order(StringComparer.Ordinal)];

    private static HashSet<string> Reached(string name, (string From, string To)[] uses)
    {
        var reached = new HashSet<string>();
        var next = new Queue<string>([name]);
        while (next.TryDequeue(out var at))
        {
            foreach (var (_, to) in uses.Where(use => use.From == at && reached.Add(use.To)))
            {
                next.Enqueue(to);
            }
        }

        return reached;
    }

    // A type of another folder is named after a using, or with its folder's whole name.
    [GeneratedRegex(@"(?<![\w.""])OssTransfer(?:\.\w+)+")]
    private static partial Regex Names();
}
