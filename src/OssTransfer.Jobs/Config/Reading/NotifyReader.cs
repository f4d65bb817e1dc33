namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads who is notified of the job.</summary>
internal sealed class NotifyReader(ConfigValues values)
{
    public const string Url = "notify-url";
    public const string Secret = "notify-secret";
    private const string Format = "notify-format";

    public NotifySpec Read(SourceSpec? source)
    {
        var url = values.Text(Url);
        var spec = new NotifySpec
        {
            EveryPass = EveryPass(),
            Language = values.Value<NoticeLanguage>("notify-language", Names.Languages.TryFind, $"must be one of: {Names.Languages.Names}"),
            HasUrl = url is not null,
            Format = values.Choice(Format, Names.NotifyFormats, NotifyFormat.Json),
            Allow = url is null ? "" : new UrlSourceReader(values).Allow(),
        };
        Check(url, spec, source);
        return spec;
    }

    private bool EveryPass()
    {
        const string Key = "notify";
        if (values.Text(Key) is not { } text)
        {
            return false;
        }

        if (!text.Equals("every-pass", StringComparison.OrdinalIgnoreCase))
        {
            values.Fail(Key, "must be every-pass; without it only changes are reported");
        }

        return true;
    }

    private void Check(string? url, NotifySpec spec, SourceSpec? source)
    {
        if (url is not null && url != SecretMask.Text)
        {
            CheckUrl(url);
        }

        if (url is null && spec.Format != NotifyFormat.Json)
        {
            values.Fail(Format, $"goes with {Url}, which is not given");
        }

        if (url is null && values.Text(Secret) is not null)
        {
            values.Fail(Secret, $"goes with {Url}, which is not given");
        }

        if (spec.Format == NotifyFormat.WeCom && values.Text(Secret) is not null)
        {
            values.Fail(Secret, "wecom signs nothing: what proves the sender is the key in notify-url; leave this one out");
        }

        if (url is null && source is { Kind: not StoreKind.UrlList } && values.Text("url-allow") is not null)
        {
            values.Note("url-allow", $"is not needed for {Names.Stores.NameOf(source.Kind)} without {Url}");
        }
    }

    private void CheckUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
        {
            values.Fail(Url, "must be a whole address such as https://host/path, without user and password");
        }
        else if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            values.Note(Url, "http: names of jobs and objects travel unencrypted");
        }
    }
}
