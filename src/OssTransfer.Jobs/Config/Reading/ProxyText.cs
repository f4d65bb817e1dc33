using OssTransfer.Storage;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Proxies: <c>[scheme://][user[:password]@]host:port</c>, user and password percent-encoded.</summary>
internal static class ProxyText
{
    private static readonly string[] Schemes = ["http", "https", "socks5"];

    /// <summary>
    /// Reads a proxy; <paramref name="password"/> is null where there is none, and as it is spelt (<see cref="SecretMask"/> or encoded) otherwise.
    /// </summary>
    public static bool TryRead(string text, out ProxySpec proxy, out string? password)
    {
        proxy = null!;
        password = null;
        string? user = null;
        var address = text;
        if (text.LastIndexOf('@') is var at and >= 0)
        {
            var start = text.IndexOf("://", StringComparison.Ordinal) is var end and >= 0 ? end + 3 : 0;
            if (at <= start)
            {
                return false;
            }

            var login = text[start..at];
            var colon = login.IndexOf(':', StringComparison.Ordinal);
            user = Uri.UnescapeDataString(colon < 0 ? login : login[..colon]);
            password = colon < 0 ? null : login[(colon + 1)..];
            address = text[..start] + text[(at + 1)..];
        }

        if (user is "" || !HasPort(address) || !EndpointText.TryReadAuthority(address, "http", Schemes, out var uri))
        {
            return false;
        }

        proxy = new(uri, user);
        return true;
    }

    public static string Write(ProxySpec proxy, Secret? password)
    {
        if (proxy.User is null)
        {
            return WriteAddress(proxy.Address);
        }

        var login = Uri.EscapeDataString(proxy.User) + (password is null ? "" : ":" + SecretMask.Text);
        var address = WriteAddress(proxy.Address);
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        return address.Insert(start, login + "@");
    }

    // The port is never left to a scheme's default: programs differ in what that is.
    private static bool HasPort(string address) => char.IsAsciiDigit(address.TrimEnd('/') is { Length: > 0 } text ? text[^1] : ' ')
        && address.LastIndexOf(':') > address.LastIndexOf(']') && address.LastIndexOf(':') > address.IndexOf("://", StringComparison.Ordinal);

    private static string WriteAddress(Uri address) =>
        $"{address.Scheme}://{(address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.Host)}:{address.Port}";
}
