namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Decides line by line, before any value is read, whether a key may stand there.</summary>
internal sealed class KeyAdmission(ConfigValues values, ErrorList errors, List<string> notes)
{
    private static readonly string[] Names = [.. JobKeys.All.Select(key => key.Name)];
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>Lines with an empty value give nothing and may repeat a key.</summary>
    public void Admit(ConfigLine line)
    {
        if (JobKeys.Find(line.Key) is not { } key)
        {
            errors.Add(line.Number, Show(line.Key), Unknown(line.Key));
        }
        else if (line.Value.Length > 0 && !_seen.TryAdd(line.Key, line.Number))
        {
            errors.Add(line.Number, line.Key, $"is given twice, first in line {_seen[line.Key]}");
        }
        else if (line.Value.Length > 0)
        {
            AdmitKnown(key, line);
        }
    }

    private static string Unknown(string name) =>
        NearestName.Find(name, Names) is { } nearest ? $"is not a known key; did you mean {nearest}?" : "is not a known key";

    // A line that isn't a key may be the rest of a secret that was broken in two: shown only if it looks like a name.
    private static string Show(string name) =>
        name.Length <= 32 && name.All(letter => char.IsAsciiLetter(letter) || letter is '-' or '_') ? name : "";

    private void AdmitKnown(JobKey key, ConfigLine line)
    {
        switch (key.State)
        {
            case JobKeyState.Obsolete:
                notes.Add($"line {line.Number}: {key.Name} is no longer needed");
                break;
            default:
                values.Give(line);
                break;
        }
    }
}
