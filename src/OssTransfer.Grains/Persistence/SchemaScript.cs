using System.Globalization;
using System.Reflection;

namespace OssTransfer.Grains.Persistence;

/// <summary>One numbered script from <c>sql/sqlite</c>.</summary>
/// <param name="Version">The number at the start of its name.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Text">All its statements; the last one records the version.</param>
internal sealed record SchemaScript(int Version, string Name, string Text)
{
    private const string Prefix = "sql.sqlite.";

    /// <summary>The embedded scripts in order.</summary>
    public static IReadOnlyList<SchemaScript> LoadAll()
    {
        var assembly = typeof(SchemaScript).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Load(assembly, name))
            .OrderBy(script => script.Version)];
    }

    private static SchemaScript Load(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = resource[Prefix.Length..];
        return new(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
