using System.Text;

namespace OssTransfer.Storage.UrlList;

/// <summary>Where a redirect leads (RFC 3986 section 5). Pure.</summary>
internal static class UrlRedirect
{
    public static bool Is(int status) => status is 301 or 302 or 303 or 307 or 308;

    /// <param name="from">Who redirects.</param>
    /// <param name="location">The Location header, each char a byte. A fragment is no part of what is asked for.</param>
    /// <exception cref="StorageException">It leads nowhere, or where nothing may be read.</exception>
    public static UrlAddress Resolve(UrlAddress from, string location)
    {
        var fragment = location.IndexOf('#', StringComparison.Ordinal);
        var target = (fragment < 0 ? location : location[..fragment]).Trim(' ', '\t');
        var to = UrlAddress.Of(Encoding.Latin1.GetBytes(Absolute(from, target)));
        return from.IsHttps && !to.IsHttps
            ? throw new StorageException(StorageErrorKind.Denied, $"it redirects from https to http ({to.Shown}), where anybody could change what is read")
            : to;
    }

    private static string Absolute(UrlAddress from, string target)
    {
        if (HasScheme(target))
        {
            return target;
        }

        if (target.StartsWith("//", StringComparison.Ordinal))
        {
            return $"{from.Scheme}:{target}";
        }

        var query = from.Target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? from.Target : from.Target[..query];
        return $"{from.Scheme}://{from.Authority}" + target switch
        {
            "" => from.Target,
            ['/', ..] => WithoutDots(target),
            ['?', ..] => path + target,
            _ => WithoutDots(path[..(path.LastIndexOf('/') + 1)] + target),
        };
    }

    /// <summary>Resolves <c>.</c> and <c>..</c> of a path that may have a query.</summary>
    private static string WithoutDots(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var kept = new List<string>();
        var segments = (query < 0 ? target : target[..query]).Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i] is ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }

            if (segments[i] is not ("." or ".."))
            {
                kept.Add(segments[i]);
            }
            else if (i == segments.Length - 1)
            {
                kept.Add("");
            }
        }

        return $"/{string.Join('/', kept)}{(query < 0 ? "" : target[query..])}";
    }

    private static bool HasScheme(string target)
    {
        var colon = target.AsSpan().IndexOfAny(':', '/', '?');
        return colon > 0 && target[colon] == ':' && char.IsAsciiLetter(target[0]);
    }
}
