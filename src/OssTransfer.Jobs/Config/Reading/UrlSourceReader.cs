using OssTransfer.Storage.UrlList;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads the keys of a list of URLs.</summary>
internal sealed class UrlSourceReader(ConfigValues values)
{
    public UrlSpec Read(string? nameEncoding) => new()
    {
        DropsQuery = values.Choice("url-query", Names.UrlQueries, UrlQuery.Keep) == UrlQuery.Drop,
        Allow = Allow(),
        NameEncoding = nameEncoding,
        Proxy = new CloudReader(values, "src").Proxy(),
    };

    /// <summary>Private addresses that URLs may lead to.</summary>
    public string Allow()
    {
        const string Key = "url-allow";
        if (values.Text(Key) is not { } text)
        {
            return "";
        }

        if (AddressRanges.TryParse(text, out var ranges, out var error))
        {
            return string.Join(", ", ranges);
        }

        values.Fail(Key, error);
        return "";
    }
}
