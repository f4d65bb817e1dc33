using System.Globalization;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// How many files and connections this process may have open. A silo that reaches the limit fails everywhere at once, so it doesn't start near it.
/// </summary>
internal static class FileLimit
{
    /// <summary>An idle silo has about 300 open.</summary>
    public const long Least = 512;

    private const string Path = "/proc/self/limits";
    private const string Name = "Max open files";

    /// <exception cref="SiloStartException">The limit is too low.</exception>
    public static void RefuseLow()
    {
        if (Find() is { } limit && limit < Least)
        {
            throw new SiloStartException(
                $"This process may open {limit} files and connections, and a silo needs at least {Least}. Raise the limit: 'ulimit -n 4096' in the shell that starts it, or LimitNOFILE=4096 in its systemd unit.");
        }
    }

    /// <summary>The limit of this process; null where there is none, or it isn't known.</summary>
    // The runtime has raised the soft limit to the hard one.
    public static long? Find() => File.Exists(Path) ? Read(File.ReadLines(Path)) : null;

    /// <summary>The soft limit; null where there is none, or it isn't known.</summary>
    internal static long? Read(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line
        && line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
        && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;
}
