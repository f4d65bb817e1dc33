using System.Collections.Frozen;
using System.Text;

namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>Storage classes by their names.</summary>
internal static class StorageClasses
{
    /// <summary>Those that must be restored before they are read, at any vendor. GLACIER_IR is read at once.</summary>
    public static FrozenSet<string> Archived { get; } = new[]
    {
        "GLACIER", "DEEP_ARCHIVE", "ARCHIVE", "Archive", "ColdArchive", "DeepColdArchive", "MAZ_ARCHIVE", "MAZ_DEEP_ARCHIVE",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Known = new[]
    {
        "STANDARD_IA", "IA", "MAZ_STANDARD", "MAZ_STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "REDUCED_REDUNDANCY", "GLACIER_IR", "COLD",
    }.Concat(Archived).ToFrozenDictionary(name => name, StringComparer.Ordinal);

    /// <summary>Null for the default class; one string for all objects of a known class.</summary>
    public static string? Named(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.SequenceEqual("STANDARD"u8) || name.SequenceEqual("Standard"u8))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(name);
        return Known.GetValueOrDefault(text, text);
    }

    /// <summary>The same of a header; null where there is none.</summary>
    public static string? Named(string? name) => name is null or "" or "STANDARD" or "Standard" ? null : Known.GetValueOrDefault(name, name);
}
