using System.Globalization;
using System.Reflection;

namespace OssTransfer.Grains.Persistence;

/// <summary>One numbered script from <c>sql</c>.</summary>
/// <param name="Version">The number at the start of its name.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Text">All its statements; the last one records the version.</param>
internal sealed record SchemaScript(int Version, string Name, string Text)
{
    /// <summary>The folder of the scripts for SQLite.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>The folder of the scripts for PostgreSQL.</summary>
    public const string Postgres = "postgresql";

    /// <summary>The embedded scripts of a folder in order.</summary>
    public static IReadOnlyList<SchemaScript> LoadAll(string folder)
    {
        var assembly = typeof(SchemaScript).Assembly;
        var prefix = $"sql.{folder}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Load(assembly, name, name[prefix.Length..]))
            .OrderBy(script => script.Version)];
    }

    /// <summary>Those that a database at version <paramref name="present"/> lacks, in order.</summary>
    /// <exception cref="DatabaseException">It is newer than all of them.</exception>
    public static IEnumerable<SchemaScript> Missing(IReadOnlyList<SchemaScript> scripts, int present, string database)
    {
        var known = scripts[^1].Version;
        return present <= known
            ? scripts.Where(script => script.Version > present)
            : throw new DatabaseException(DatabaseProblem.TooNew,
                $"The database was written by a newer version of osstransfer (schema {present}, this one knows {known}): {database}. Start the newer version, or give another home or database.");
    }

    private static SchemaScript Load(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
