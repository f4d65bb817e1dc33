namespace OssTransfer.Architecture.Tests;

/// <summary>Shows everything that breaks a rule at once.</summary>
internal static class Violations
{
    public static void AssertNone(IEnumerable<string> violations)
    {
        var all = violations.ToArray();
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
