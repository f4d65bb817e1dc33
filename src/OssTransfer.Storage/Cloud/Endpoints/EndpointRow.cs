using System.Text.RegularExpressions;

namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>A line of the table: a spelling of an endpoint's host, without the bucket, and what it means.</summary>
internal sealed class EndpointRow
{
    private readonly Regex _host;
    private readonly string _meant;

    private EndpointRow(string vendor, string host, string meant, bool isRefused)
    {
        Vendor = vendor;
        IsRefused = isRefused;
        _host = new Regex($"^(?:{host})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        _meant = meant;
    }

    /// <summary>Whose: for people, and to choose a vendor's rows.</summary>
    public string Vendor { get; }

    /// <summary>The host is wrong, and what it means is the message to the user.</summary>
    public bool IsRefused { get; }

    /// <param name="vendor">Whose.</param>
    /// <param name="host">Pattern of the host; its group <c>region</c> is the region.</param>
    /// <param name="meant">The host to use, with the pattern's groups as <c>${group}</c>.</param>
    public static EndpointRow Known(string vendor, string host, string meant) => new(vendor, host, meant, isRefused: false);

    /// <param name="vendor">Whose.</param>
    /// <param name="host">Pattern of the wrong host.</param>
    /// <param name="hint">Why it is wrong and what to write, with the pattern's groups as <c>${group}</c>; <c>$&amp;</c> is the host.</param>
    public static EndpointRow Refused(string vendor, string host, string hint) => new(vendor, host, hint, isRefused: true);

    /// <summary>What this host means, and its region; null where the row isn't about it.</summary>
    public (string Meant, string? Region)? Match(string host) =>
        _host.Match(host) is { Success: true } match
            ? (match.Result(_meant), match.Groups["region"] is { Success: true } region ? region.Value : null)
            : null;
}
