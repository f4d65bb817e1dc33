using OssTransfer.Jobs.Config.Reading;

namespace OssTransfer.Jobs.Config;

/// <summary>A key that has another value after an edit.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Effect">What that asks for.</param>
public sealed record JobChange(string Key, JobChangeEffect Effect)
{
    /// <summary>
    /// The keys that differ, in the order of <see cref="JobKeys"/>. Secrets are not looked at: changing one only ever <see cref="JobChangeEffect.Applies"/>.
    /// </summary>
    public static IReadOnlyList<JobChange> Between(JobSpec old, JobSpec edited)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(edited);
        var before = Values(old);
        var after = Values(edited);
        return [.. JobKeys.All
            .Where(key => before.GetValueOrDefault(key.Name) != after.GetValueOrDefault(key.Name))
            .Select(key => new JobChange(key.Name, key.Change))];
    }

    private static Dictionary<string, string> Values(JobSpec spec) =>
        SpecValues.Of(spec, JobSecrets.None).ToDictionary(pair => pair.Key.Name, pair => pair.Value, StringComparer.Ordinal);
}
