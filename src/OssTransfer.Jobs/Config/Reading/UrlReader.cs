using System.Net;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads the keys of a list of URLs.</summary>
internal sealed class UrlReader(ConfigValues values)
{
    public UrlSpec Read(string? nameEncoding) => new()
    {
        DropsQuery = values.Choice("url-query", Names.UrlQueries, UrlQuery.Keep) == UrlQuery.Drop,
        Allow = Allow(),
        NameEncoding = nameEncoding,
        Proxy = new CloudReader(values, "src").Proxy(),
    };

    private string Allow()
    {
        const string Key = "url-allow";
        var networks = new List<string>();
        foreach (var text in (values.Text(Key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network.ToString());
            }
            else
            {
                values.Fail(Key, $"'{text}' is no network: write address/bits, such as 10.0.0.0/8 or 192.168.1.7/32, separated by commas");
            }
        }

        return string.Join(", ", networks);
    }
}
