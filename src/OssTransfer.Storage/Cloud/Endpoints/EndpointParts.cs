using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>An endpoint's text taken apart; what its host means is not decided here.</summary>
/// <param name="IsHttps">https, which it also is where no scheme stands; else http.</param>
/// <param name="Host">In lower case; an IPv6 address in brackets.</param>
/// <param name="Port">Null for the scheme's own.</param>
/// <param name="Path">Without slashes around it; empty for none.</param>
internal sealed partial record EndpointParts(bool IsHttps, string Host, int? Port, string Path)
{
    public string Authority => WithPort(Host);

    /// <summary>An IP address, localhost, or another name without a dot.</summary>
    public bool IsAddress => IPAddress.TryParse(Host.Trim('[', ']'), out _) || !Host.Contains('.', StringComparison.Ordinal);

    /// <summary>Another host with this port.</summary>
    public string WithPort(string host) => Port is { } port ? $"{host}:{port.ToString(CultureInfo.InvariantCulture)}" : host;

    /// <summary>Takes apart what users paste.</summary>
    /// <param name="text">The endpoint.</param>
    /// <param name="example">A right endpoint, for messages.</param>
    /// <param name="error">Where it is none: why, with the right spelling. Credentials in it are never repeated.</param>
    public static EndpointParts? Parse(string text, string example, out string? error)
    {
        text = text.Trim();
        error = Refuse(text, example);
        if (error is not null)
        {
            return null;
        }

        var withScheme = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            error = $"the endpoint is no host name: write it like {example}";
            return null;
        }

        return new EndpointParts(url.Scheme == "https", url.Host, url.IsDefaultPort ? null : url.Port, url.AbsolutePath.Trim('/'));
    }

    private static string? Refuse(string text, string example)
    {
        var scheme = text.Split("://", 2) is [var before, _] ? before.ToLowerInvariant() : null;
        var rest = scheme is null ? text : text[(scheme.Length + 3)..];
        return text switch
        {
            "" => $"the endpoint is empty: write it like {example}",
            _ when rest.Contains('@', StringComparison.Ordinal) => "the endpoint holds credentials: write the host alone and give the keys on their own",
            _ when scheme is not null and not "http" and not "https" => $"the endpoint begins with '{scheme}://': write https://HOST",
            _ when MistypedScheme().IsMatch(text) => $"the endpoint's scheme is mistyped: write https://{MistypedScheme().Replace(text, "")}",
            _ when rest.AsSpan().ContainsAny("?# \t\\") => $"the endpoint holds more than a host: write it like {example}",
            _ => null,
        };
    }

    [GeneratedRegex(@"^h?t?t?ps?(:|:/|//|:///+)(?=[a-zA-Z])(?!/)", RegexOptions.IgnoreCase)]
    private static partial Regex MistypedScheme();
}
