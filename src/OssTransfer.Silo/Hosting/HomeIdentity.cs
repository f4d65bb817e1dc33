using System.Net;
using OssTransfer.Storage.Files;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// What distinguishes a home's silo from others. The home remembers what it was last started with, as it remembers its cluster: a later start without it would
/// otherwise be another machine, which doesn't see the directories of this one's jobs.
/// </summary>
/// <param name="Name">The name; null where none but the machine's was ever given.</param>
/// <param name="Address">The address for other silos; null where none but loopback was ever given.</param>
internal sealed record HomeIdentity(string? Name, IPAddress? Address)
{
    /// <summary>What the home remembers. What can't be read isn't remembered: whether the home can be used is others' to say.</summary>
    public static HomeIdentity Read(HomeDirectory home) =>
        new(ReadLine(home.NamePath), IPAddress.TryParse(ReadLine(home.AddressPath), out var address) ? address : null);

    /// <summary>Remembers what a silo starts with; the machine's own name and loopback only in place of others.</summary>
    /// <exception cref="HomeException">The home cannot be written.</exception>
    public static void Note(HomeDirectory home, SiloHostOptions options)
    {
        var usual = new SiloHostOptions { Home = home.Path };
        try
        {
            Note(home.NamePath, options.Name, usual.Name);
            Note(home.AddressPath, options.Address.ToString(), usual.Address.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(exception);
        }
    }

    private static void Note(string path, string value, string usual)
    {
        if (ReadLine(path) is { } known ? known != value : value != usual)
        {
            PrivateFiles.Replace(path, value + "\n");
        }
    }

    private static string? ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } line ? line : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
