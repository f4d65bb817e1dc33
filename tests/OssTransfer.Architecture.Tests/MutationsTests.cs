namespace OssTransfer.Architecture.Tests;

/// <summary>The bugs that <c>tests/mutations/run.sh</c> plants must still be such: each fits the sources, and says what finds it.</summary>
public sealed class MutationsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "mutations");

    public static TheoryData<string> Patches =>
        [.. Directory.EnumerateFiles(Folder, "*.patch").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Patches))]
    public void Planted_bug_fits_the_sources(string patch)
    {
        var file = "";
        var places = new List<(string File, List<string> Lines)>();
        foreach (var line in File.ReadAllLines(Path.Combine(Folder, patch)))
        {
            if (line.StartsWith("--- a/", StringComparison.Ordinal))
            {
                file = File.ReadAllText(Path.Combine(Repository.Root, line["--- a/".Length..]));
            }
            else if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                places.Add((file, []));
            }
            else if (line.StartsWith("diff ", StringComparison.Ordinal))
            {
                file = "";
            }
            else if (file.Length > 0 && places.Count > 0 && line is [' ' or '-', ..])
            {
                places[^1].Lines.Add(line[1..]);
            }
        }

        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.Contains(string.Join('\n', place.Lines), place.File, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Patches))]
    public void Planted_bug_names_what_finds_it(string patch)
    {
        var by = File.ReadLines(Path.Combine(Folder, patch)).First(line => line.StartsWith("Caught by: ", StringComparison.Ordinal))["Caught by: ".Length..];
        if (by == "world")
        {
            return;
        }

        var (project, name) = (by.Split(' ')[0], by.Split(' ')[1]);
        var tests = Path.Combine(Repository.Root, "tests", $"OssTransfer.{project}.Tests");
        Assert.Single(Directory.EnumerateFiles(tests, $"{name}.cs", SearchOption.AllDirectories));
    }
}
