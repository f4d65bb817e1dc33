using OssTransfer.Jobs.Config.Selection;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Globs separated by commas; <c>\,</c> is a comma inside one.</summary>
internal static class GlobListText
{
    private const int MaxGlobs = 200;

    public static GlobList Read(string text, out string? problem)
    {
        var globs = Split(text);
        problem = globs.Count > MaxGlobs
            ? $"has more than {MaxGlobs} globs"
            : globs.Select(FindProblem).FirstOrDefault(found => found is not null);
        return new(globs);
    }

    private static List<string> Split(string text)
    {
        var globs = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                globs.Add(text[start..i].Trim(' ', '\t'));
                start = i + 1;
            }
        }

        globs.Add(text[start..].Trim(' ', '\t'));
        return globs;
    }

    private static string? FindProblem(string glob) =>
        GlobCompiler.Compile(glob, out var problem) is not null ? null : $"'{glob}': {problem}";
}
