using System.Text;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config.Reading;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Config;

/// <summary>
/// The text of a spec: canonical, every key that holds, readable by <see cref="JobConfig"/> to an equal spec whatever the context.
/// A stored job is its masked text and, apart from it, its sealed secrets.
/// </summary>
public static class JobConfigText
{
    private static readonly Secret Masked = new("");

    private static readonly JobConfigContext Stored = new(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, 0) { IsStored = true };

    private static readonly JobSecrets AllMasked = new()
    {
        SourceSecretKey = Masked,
        SourceSessionToken = Masked,
        SourceProxyPassword = Masked,
        DestinationSecretKey = Masked,
        DestinationSessionToken = Masked,
        DestinationProxyPassword = Masked,
        NotifyUrl = Masked,
        NotifySecret = Masked,
    };

    /// <summary>The text with every secret as <c>***</c>: for people, logs and state.</summary>
    public static string WriteMasked(JobSpec spec, JobSecrets secrets)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(secrets);
        var text = new StringBuilder();
        foreach (var (key, value) in SpecValues.Of(spec, secrets))
        {
            text.Append(key.Name).Append(": ").Append(ConfigLines.Quote(value)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads a text that <see cref="WriteMasked"/> wrote, <c>***</c> standing for the secrets that were stored with it.</summary>
    public static JobConfigResult Restore(string maskedText, JobSecrets secrets, JobConfigContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return JobConfig.Parse(maskedText, context with { KeptSecrets = secrets });
    }

    /// <summary>
    /// The spec of a text that <see cref="WriteMasked"/> wrote, without its secrets; null where it can't be read. A stored text means the same whatever the
    /// context.
    /// </summary>
    public static JobSpec? RestoreMasked(string maskedText) => Restore(maskedText, AllMasked, Stored).Spec;

    /// <summary>
    /// A text that <see cref="WriteMasked"/> wrote with other values for some keys, in canonical form as well; null where that can't be read.
    /// </summary>
    public static string? With(string maskedText, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(maskedText);
        ArgumentNullException.ThrowIfNull(settings);
        var kept = maskedText.Split('\n').Where(line => !settings.Keys.Any(key => line.StartsWith(key + ":", StringComparison.Ordinal)));
        var text = string.Join('\n', kept.Concat(settings.Select(setting => $"{setting.Key}: {setting.Value}")));
        return Restore(text, AllMasked, Stored) is { Spec: { } spec, Secrets: { } secrets } ? WriteMasked(spec, secrets) : null;
    }

    /// <summary>
    /// Reads what a user made of the masked text of a job: a secret that is still masked is kept. A kept secret never goes to another host than
    /// the one it was given for: with a new endpoint or proxy it must be written again.
    /// </summary>
    public static JobConfigResult Merge(JobSpec spec, JobSecrets secrets, string editedText, JobConfigContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(secrets);
        var result = Restore(editedText, secrets, context);
        if (result is not { Spec: { } edited, Secrets: { } merged })
        {
            return result;
        }

        var errors = new List<ConfigError>();
        CheckKept(
            errors,
            "src",
            (spec.Source.Cloud, spec.Source.Proxy, secrets.SourceSecretKey, secrets.SourceSessionToken, secrets.SourceProxyPassword),
            (edited.Source.Cloud, edited.Source.Proxy, merged.SourceSecretKey, merged.SourceSessionToken, merged.SourceProxyPassword));
        CheckKept(
            errors,
            "des",
            (spec.Destination.Cloud, spec.Destination.Cloud?.Proxy, secrets.DestinationSecretKey, secrets.DestinationSessionToken,
                secrets.DestinationProxyPassword),
            (edited.Destination.Cloud, edited.Destination.Cloud?.Proxy, merged.DestinationSecretKey, merged.DestinationSessionToken,
                merged.DestinationProxyPassword));
        if (secrets.NotifyUrl?.Reveal() != merged.NotifyUrl?.Reveal())
        {
            Check(errors, "notify-secret", secrets.NotifySecret, merged.NotifySecret, "notify-url");
        }

        return errors.Count == 0 ? result : new(null, null, errors, result.Notes);
    }

    private static void CheckKept(
        List<ConfigError> errors,
        string side,
        (CloudSpec? Cloud, ProxySpec? Proxy, Secret? Key, Secret? Token, Secret? Password) before,
        (CloudSpec? Cloud, ProxySpec? Proxy, Secret? Key, Secret? Token, Secret? Password) after)
    {
        if (before.Cloud?.Endpoint != after.Cloud?.Endpoint)
        {
            Check(errors, $"{side}-secretkey", before.Key, after.Key, "endpoint");
            Check(errors, $"{side}-session-token", before.Token, after.Token, "endpoint");
        }

        if (before.Proxy != after.Proxy)
        {
            Check(errors, $"{side}-proxy", before.Password, after.Password, "proxy");
        }
    }

    private static void Check(List<ConfigError> errors, string key, Secret? before, Secret? after, string changed)
    {
        if (after is not null && ReferenceEquals(before, after))
        {
            errors.Add(new(0, key, $"is kept only for the {changed} it was given for; write it again"));
        }
    }
}
