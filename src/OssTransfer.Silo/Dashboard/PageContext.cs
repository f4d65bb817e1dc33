using OssTransfer.Contracts.Languages;

namespace OssTransfer.Silo.Dashboard;

/// <summary>What every page needs to know of its request.</summary>
public sealed record PageContext
{
    /// <summary>The texts.</summary>
    public required Translation Texts { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What forms must carry.</summary>
    public required string FormToken { get; init; }

    /// <summary>The silo that answers.</summary>
    public required string SiloName { get; init; }

    /// <summary>Path and query.</summary>
    public required string Url { get; init; }

    /// <summary>When it is answered.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The browser has signed in.</summary>
    public required bool IsSignedIn { get; init; }

    /// <summary>Only what the script puts in place of what it shows.</summary>
    public required bool IsUpdate { get; init; }

    /// <summary>What became of the last command; null: there is nothing to say.</summary>
    public string? Notice { get; init; }

    /// <summary>A text in the language of the reader.</summary>
    public string Of(string text) => Texts.Of(text);

    /// <summary>The same with the address of this page in another language.</summary>
    public string UrlIn(string language)
    {
        var (path, query) = Url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? (Url[..at], Url[(at + 1)..]) : (Url, "");
        var kept = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.StartsWith("lang=", StringComparison.Ordinal));
        return $"{path}?{string.Join('&', kept.Append("lang=" + language))}";
    }
}
