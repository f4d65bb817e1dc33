using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Unicode;

namespace OssTransfer.Storage.UrlList;

/// <summary>
/// A URL taken apart, without changing a byte of it and without allocating. The same reading decides which line of a list is a URL and where a request goes.
/// </summary>
public readonly ref struct UrlParts
{
    private const int MaxHostBytes = 1024;

    private static readonly SearchValues<byte> HostBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"u8);

    private static readonly SearchValues<byte> InternationalHostBytes = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(value => (byte)value).Where(value => value >= 0x80 || HostBytes.Contains(value))]);

    private UrlParts(UrlProblem problem) => Problem = problem;

    /// <summary>Why it is no URL; then nothing else here has a meaning.</summary>
    public UrlProblem Problem { get; private init; }

    /// <summary>https, not http.</summary>
    public bool IsHttps { get; private init; }

    /// <summary>The host as it stands, an IPv6 address with its brackets.</summary>
    public ReadOnlySpan<byte> Host { get; private init; }

    /// <summary>The port, the scheme's where none stands.</summary>
    public int Port { get; private init; }

    /// <summary>Path and query as they stand; may be empty or begin with <c>?</c>.</summary>
    public ReadOnlySpan<byte> Target { get; private init; }

    /// <summary>Takes a text apart.</summary>
    public static UrlParts Of(ReadOnlySpan<byte> url)
    {
        var isHttps = HasScheme(url, "https://"u8);
        if (!isHttps && !HasScheme(url, "http://"u8))
        {
            return new(UrlProblem.NotHttp);
        }

        var rest = url[(isHttps ? 8 : 7)..];
        var end = rest.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        var authority = end < 0 ? rest : rest[..end];
        var target = end < 0 ? [] : rest[end..];
        if (authority.Contains((byte)'@'))
        {
            return new(UrlProblem.HasCredentials);
        }

        if (target.Contains((byte)'#'))
        {
            return new(UrlProblem.HasFragment);
        }

        var colon = authority.LastIndexOf((byte)':');
        var hasPort = colon > authority.LastIndexOf((byte)']');
        var host = hasPort ? authority[..colon] : authority;
        var port = isHttps ? 443 : 80;
        if (!IsHost(host))
        {
            return new(UrlProblem.BadHost);
        }

        return hasPort && colon + 1 < authority.Length && !TryReadPort(authority[(colon + 1)..], out port)
            ? new(UrlProblem.BadPort)
            : new(UrlProblem.None) { IsHttps = isHttps, Host = host, Port = port, Target = target };
    }

    private static bool HasScheme(ReadOnlySpan<byte> url, ReadOnlySpan<byte> scheme) =>
        url.Length > scheme.Length && Ascii.EqualsIgnoreCase(url[..scheme.Length], scheme);

    private static bool TryReadPort(ReadOnlySpan<byte> digits, out int port)
    {
        port = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit) || port > ushort.MaxValue)
            {
                return false;
            }

            port = (port * 10) + digit - '0';
        }

        return port is > 0 and <= ushort.MaxValue;
    }

    private static bool IsHost(ReadOnlySpan<byte> host)
    {
        if (host.IsEmpty || host.Length > MaxHostBytes)
        {
            return false;
        }

        if (host[0] == '[')
        {
            return host[^1] == ']' && !host.Contains((byte)'%') && IPAddress.TryParse(host[1..^1], out var address)
                && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        }

        if (host[0] == '.' || host.IndexOf(".."u8) >= 0)
        {
            return false;
        }

        return !host.ContainsAnyExcept(HostBytes) || (!host.ContainsAnyExcept(InternationalHostBytes) && Utf8.IsValid(host));
    }
}
