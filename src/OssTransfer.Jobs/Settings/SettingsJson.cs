
namespace OssTransfer.Jobs.Settings;

/// <summary>How settings are stored and sent: JSON, members by name, so that another version reads what it knows.</summary>
public static class SettingsJson
{
    /// <summary>Encodes settings.</summary>
    public static byte[] Encode(ClusterSettings settings) => RecordJson.Encode(settings);

    /// <summary>Settings as they were encoded; empty bytes: nothing was ever set.</summary>
    public static ClusterSettings Decode(byte[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        if (encoded.Length == 0)
        {
            return new();
        }

        var settings = RecordJson.Decode<ClusterSettings>(encoded);
        return settings with { MachineWorkers = settings.MachineWorkers.WithComparers(StringComparer.Ordinal) };
    }

    /// <summary>Encodes a change.</summary>
    public static byte[] Encode(SettingsChange change) => RecordJson.Encode(change);

    /// <summary>A change as it was encoded.</summary>
    public static SettingsChange DecodeChange(byte[] encoded) => RecordJson.Decode<SettingsChange>(encoded);
}
