using System.Globalization;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Endpoints: scheme, host and port.</summary>
internal static class EndpointText
{
    private const string Https = "https";

    public static bool TryRead(string text, out Uri endpoint) => TryReadAuthority(text, Https, [Https, "http"], out endpoint);

    public static string Write(Uri endpoint) => endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary>Reads <c>[scheme://]host[:port]</c>, with one final slash allowed and nothing else.</summary>
    public static bool TryReadAuthority(string text, string defaultScheme, ReadOnlySpan<string> schemes, out Uri authority)
    {
        authority = null!;
        var scheme = defaultScheme;
        var rest = text;
        if (text.IndexOf("://", StringComparison.Ordinal) is var end and >= 0)
        {
            scheme = text[..end].ToLowerInvariant();
            rest = text[(end + 3)..];
        }

        rest = rest.EndsWith('/') ? rest[..^1] : rest;
        if (!schemes.Contains(scheme)
            || !IsHostAndPort(rest)
            || !Uri.TryCreate(scheme + "://" + rest, UriKind.Absolute, out var uri)
            || uri.HostNameType is UriHostNameType.Unknown
            || uri.Port is 0 or -1
            || uri.AbsolutePath.Length > 1)
        {
            return false;
        }

        authority = new Uri(uri.GetLeftPart(UriPartial.Authority));
        return true;
    }

    private static bool IsHostAndPort(string text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_' or ':' or '[' or ']'))
            {
                return false;
            }
        }

        var colon = text.LastIndexOf(':');
        return text.EndsWith(']') || colon < 0
            || ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }
}
