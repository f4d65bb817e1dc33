using System.Net;
using System.Net.Sockets;

namespace OssTransfer.Jobs.Machines;

/// <summary>Reads <c>machines_ip.cfg</c> and decides whom it means. Pure: names are resolved by the caller.</summary>
public static class MachineList
{
    private const int MaxEntries = 1000;
    private const int MaxName = 253;
    private const int MaxLabel = 63;

    /// <summary>One address (IPv4, IPv6) or host name a line; <c>#</c> begins a comment. Every error is found at once.</summary>
    public static MachineListResult Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var entries = new List<string>();
        var errors = new List<MachineListError>();
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var entry = WithoutComment(line).Trim();
            if (entry.Length == 0)
            {
                continue;
            }

            if (Read(entry, out var canonical) is { } problem)
            {
                errors.Add(new(number, problem));
            }
            else if (!entries.Contains(canonical, StringComparer.OrdinalIgnoreCase))
            {
                entries.Add(canonical);
            }

            if (entries.Count > MaxEntries)
            {
                errors.Add(new(number, $"more than {MaxEntries} machines"));
                break;
            }
        }

        return errors.Count == 0 ? new(entries, []) : new([], errors);
    }

    /// <summary>Whether only named machines take work: something other than this machine's loopback is named.</summary>
    public static bool IsRestricting(IEnumerable<string> entries) => entries.Any(entry => !IsLoopback(entry));

    /// <summary>The entry means whatever machine it is read on.</summary>
    public static bool IsLoopback(string entry) =>
        entry.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(entry, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The entries that mean a machine: its silo's name, or an address that is one of its own.</summary>
    /// <param name="entries">As <see cref="Parse"/> gave them.</param>
    /// <param name="siloName">The silo's name.</param>
    /// <param name="own">The machine's addresses.</param>
    /// <param name="resolved">What host names lead to, as far as they lead anywhere.</param>
    public static IReadOnlyList<string> MeaningOf(
        IEnumerable<string> entries, string siloName, IReadOnlyCollection<IPAddress> own, IReadOnlyDictionary<string, IReadOnlyCollection<IPAddress>> resolved)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(resolved);
        var mine = own.Select(Plain).ToHashSet();
        return [.. entries.Where(entry => !IsLoopback(entry) && (entry.Equals(siloName, StringComparison.OrdinalIgnoreCase) || Leads(entry)))];

        bool Leads(string entry) => IPAddress.TryParse(entry, out var address)
            ? mine.Contains(Plain(address))
            : resolved.GetValueOrDefault(entry)?.Any(found => mine.Contains(Plain(found))) == true;
    }

    private static string WithoutComment(string line) => line.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? line[..at] : line;

    private static string? Read(string entry, out string canonical)
    {
        canonical = entry;
        if (entry.Any(char.IsWhiteSpace) || entry.Contains(',', StringComparison.Ordinal))
        {
            return "one machine a line";
        }

        var bare = entry is ['[', .. var inner, ']'] ? inner : entry;
        if (IsAddress(bare, out var address))
        {
            canonical = Plain(address).ToString();
            return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6Multicast || address.IsIPv6LinkLocal
                ? $"'{entry}' is not the address of one machine"
                : null;
        }

        return IsHostName(entry) ? null : $"'{entry}' is neither an IP address nor a host name (without port, mask or scheme)";
    }

    // .NET takes "1" and "10.1" for addresses, too.
    private static bool IsAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(letter => letter == '.') == 3);

    private static bool IsHostName(string text)
    {
        var labels = text.TrimEnd('.').Split('.');
        return text.Length <= MaxName && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_');

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new(address.GetAddressBytes())
        : address;
}
