using System.Globalization;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>
/// The values of one text by key, read as what they should be. What is wrong is noted and a default returned, so that all errors come at once.
/// </summary>
internal sealed class ConfigValues(JobConfigContext context, ErrorList errors, List<string> notes)
{
    private readonly Dictionary<string, ConfigLine> _given = new(StringComparer.Ordinal);

    public delegate bool Reader<T>(string text, out T value);

    public JobConfigContext Context => context;

    public IEnumerable<ConfigLine> Lines => _given.Values;

    public void Give(ConfigLine line) => _given.Add(line.Key, line);

    public int LineOf(string key) => _given.TryGetValue(key, out var line) ? line.Number : 0;

    public void Fail(string key, string message) => errors.Add(LineOf(key), key, message);

    public void Note(string key, string message) =>
        notes.Add(LineOf(key) is > 0 and var line ? $"line {line}: {key}: {message}" : $"{key}: {message}");

    /// <summary>Null where the key is not given.</summary>
    public string? Text(string key) => _given.TryGetValue(key, out var line) ? line.Value : null;

    /// <summary>Empty, with an error, where the key is not given.</summary>
    public string Required(string key, string reason)
    {
        if (Text(key) is { } text)
        {
            return text;
        }

        Fail(key, $"is missing: {reason}");
        return "";
    }

    /// <summary>Read by <paramref name="reader"/>; null where the key is not given or (with an error) not readable.</summary>
    public T? Value<T>(string key, Reader<T> reader, string allowed)
        where T : struct
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (reader(text, out var value))
        {
            return value;
        }

        Fail(key, allowed);
        return null;
    }

    public T Choice<T>(string key, NameTable<T> names, T fallback)
        where T : struct, Enum => Value<T>(key, names.TryFind, $"must be one of: {names.Names}") ?? fallback;

    public bool Flag(string key, bool fallback) => Value<bool>(key, bool.TryParse, "must be True or False") ?? fallback;

    public long Whole(string key, long fallback, long min, long max)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}");
        if (Value<long>(key, TryReadWhole, allowed) is not { } value)
        {
            return fallback;
        }

        if (value >= min && value <= max)
        {
            return value;
        }

        Fail(key, allowed);
        return fallback;
    }

    /// <summary>A secret, or what stands for the one that is kept.</summary>
    public Secret? Secret(string key, Func<JobSecrets, Secret?> kept)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        return text == SecretMask.Text ? Kept(key, kept) : new(text);
    }

    public Secret? Kept(string key, Func<JobSecrets, Secret?> kept)
    {
        var secret = context.KeptSecrets is { } secrets ? kept(secrets) : null;
        if (secret is null)
        {
            Fail(key, $"{SecretMask.Text} stands for a secret that is not stored here; write the secret itself");
        }

        return secret;
    }

    private static bool TryReadWhole(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
