using System.Buffers;
using System.Globalization;
using System.Text;

namespace OssTransfer.Storage.UrlList;

/// <summary>
/// A URL as it goes out. One rule: the bytes of path and query stay as they are, escapes included; bytes that a URL can't have (RFC 3986), and a <c>%</c>
/// that begins no escape, become <c>%XX</c>; nothing is decoded or normalised. A host that isn't ASCII is put in lower case and becomes punycode.
/// </summary>
/// <param name="IsHttps">https, not http.</param>
/// <param name="Host">In ASCII, without port.</param>
/// <param name="Authority">Host, and the port where it is not the scheme's.</param>
/// <param name="Target">Path and query; begins with <c>/</c>.</param>
internal sealed record UrlAddress(bool IsHttps, string Host, string Authority, string Target)
{
    private const int ShownChars = 300;
    private const int MaxHostChars = 253;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };
    private static readonly SearchValues<byte> Kept = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;="u8);

    /// <summary>The whole URL.</summary>
    public string Url => $"{Scheme}://{Authority}{Target}";

    public string Scheme => IsHttps ? "https" : "http";

    /// <summary>For messages: without the query, which may be a signature.</summary>
    public string Shown
    {
        get
        {
            var query = Target.IndexOf('?', StringComparison.Ordinal);
            var path = query < 0 ? Target : Target[..query];
            return $"{Scheme}://{Authority}{(path.Length > ShownChars ? path[..ShownChars] + "..." : path)}{(query < 0 ? "" : "?***")}";
        }
    }

    /// <summary>The address of a source key, which is a URL's text.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidKey"/>, without the text where it may hold a password.</exception>
    public static UrlAddress Of(ReadOnlySpan<byte> url)
    {
        var parts = UrlParts.Of(url);
        if (parts.Problem != UrlProblem.None)
        {
            throw Invalid(parts.Problem switch
            {
                UrlProblem.BadHost => "its host is none",
                UrlProblem.BadPort => "its port is none",
                UrlProblem.HasCredentials => "it has a user name or password, which lists and reports would show",
                UrlProblem.HasFragment => "it has a '#': write %23 for one in a name",
                _ => "it doesn't begin with http:// or https://",
            });
        }

        var host = HostOf(parts.Host);
        var authority = parts.Port == (parts.IsHttps ? 443 : 80) ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{parts.Port}");
        return new(parts.IsHttps, host, authority, TargetOf(parts.Target));
    }

    internal static StorageException Invalid(string problem, Exception? inner = null) =>
        new(StorageErrorKind.InvalidKey, $"this is no URL that can be read: {problem}", inner);

    private static string HostOf(ReadOnlySpan<byte> bytes)
    {
        var host = Encoding.UTF8.GetString(bytes).ToLowerInvariant();
        try
        {
            host = Ascii.IsValid(host) ? host : Idn.GetAscii(host);
        }
        catch (ArgumentException e)
        {
            throw Invalid("its host can't be written in punycode", e);
        }

        return host.Length <= MaxHostChars ? host : throw Invalid("its host is too long");
    }

    private static string TargetOf(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length + 8);
        text.Append(bytes.StartsWith((byte)'/') ? "" : "/");
        while (!bytes.IsEmpty)
        {
            var kept = bytes.IndexOfAnyExcept(Kept) is >= 0 and var odd ? odd : bytes.Length;
            text.Append(Encoding.ASCII.GetString(bytes[..kept]));
            bytes = bytes[kept..];
            if (bytes.IsEmpty)
            {
                break;
            }

            if (bytes[0] == '%' && bytes.Length > 2 && char.IsAsciiHexDigit((char)bytes[1]) && char.IsAsciiHexDigit((char)bytes[2]))
            {
                text.Append('%');
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{bytes[0]:X2}");
            }

            bytes = bytes[1..];
        }

        return text.ToString();
    }
}
