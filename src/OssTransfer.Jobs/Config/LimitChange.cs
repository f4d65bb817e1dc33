using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config.Reading;

namespace OssTransfer.Jobs.Config;

/// <summary>New limits for an existing job: what <c>set --jobID=ID</c> asks for. Pure.</summary>
/// <param name="Settings">Keys of <c>job.cfg</c> with their new values in canonical form, <c>0</c> for no limit; empty where there are errors.</param>
/// <param name="Errors">Everything that is wrong, by key.</param>
/// <param name="Notes">What the user should know although nothing is wrong.</param>
public sealed record LimitChange(IReadOnlyDictionary<string, string> Settings, IReadOnlyList<ConfigError> Errors, IReadOnlyList<string> Notes)
{
    private static readonly string[] Keys = ["max-bandwidth", "max-requests"];

    /// <summary>Reads what a user typed, every error at once.</summary>
    public static LimitChange Read(IReadOnlyDictionary<string, string> settings, JobConfigContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        var errors = new ErrorList();
        var notes = new List<string>();
        var values = new ConfigValues(context, errors, notes);
        foreach (var (key, value) in settings)
        {
            Admit(key, value.Trim(), values, errors);
        }

        if (settings.Count == 0)
        {
            errors.Add(0, "", $"nothing is to be set; give one of {string.Join(", ", Keys)}");
        }

        var limits = new LimitsReader(values).Read();
        var canonical = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Keys[0]] = limits.Bandwidth is { } bytes ? RateText.WriteBytes(bytes) : "0",
            [Keys[1]] = limits.Requests is { } requests ? RateText.WriteRequests(requests) : "0",
        };
        return errors.IsEmpty
            ? new(canonical.Where(pair => settings.ContainsKey(pair.Key)).ToDictionary(StringComparer.Ordinal), [], notes)
            : new(new Dictionary<string, string>(StringComparer.Ordinal), errors.InOrder(), notes);
    }

    private static void Admit(string key, string value, ConfigValues values, ErrorList errors)
    {
        if (!Keys.Contains(key))
        {
            errors.Add(0, key, $"can't be set; {string.Join(" and ", Keys)} can, everything else is changed with {Advice.Of("edit", "JOB")}");
        }
        else if (value.Length == 0)
        {
            errors.Add(0, key, "has no value; write none for no limit");
        }
        else if (value.Any(char.IsControl))
        {
            errors.Add(0, key, "has a control character in its value");
        }
        else
        {
            values.Give(new(0, key, value));
        }
    }
}
