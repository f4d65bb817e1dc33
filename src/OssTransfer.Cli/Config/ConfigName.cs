using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.Cli.Config;

/// <summary>The job's name in a <c>job.cfg</c>. <c>run</c> needs one before the silo knows the job, to find what an earlier call left.</summary>
internal static class ConfigName
{
    private const string Key = "job-ID";

    /// <summary>The name and the text with it. Where the text has none, the name is made from the text: the same job.cfg is the same job.</summary>
    public static (string JobId, string Config) Ensure(string config)
    {
        if (Find(config) is { } given)
        {
            return (given, config);
        }

        var lines = config.Split('\n').Where(line => !IsNameLine(line)).ToList();
        var made = "run-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Where(IsPlace)))))[..10];

        // At the end, so that errors keep their line numbers.
        return (made, $"{string.Join('\n', config.Split('\n').Select(line => IsNameLine(line) ? "" : line)).TrimEnd('\n')}\n{Key}: {made}\n");
    }

    private static string? Find(string config)
    {
        var line = config.Split('\n').FirstOrDefault(IsNameLine);
        var value = line?[(line.AsSpan().IndexOfAny(':', '=') + 1)..].Trim();
        return value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : string.IsNullOrEmpty(value) ? null : value;
    }

    // Where from and where to: a new secret or another check mode doesn't make another job.
    private static bool IsPlace(string line) =>
        line.TrimStart() is var text && !text.StartsWith('#')
        && (text.StartsWith("src-", StringComparison.Ordinal) || text.StartsWith("des-", StringComparison.Ordinal))
        && text[..(text.AsSpan().IndexOfAny(':', '=') is var at and >= 0 ? at : text.Length)].TrimEnd() is var key
        && !ConfigSecrets.IsSecret(key);

    private static bool IsNameLine(string line) =>
        line.AsSpan().IndexOfAny(':', '=') is var at and > 0 && line.AsSpan(0, at).Trim().Equals(Key, StringComparison.Ordinal);
}
