using OssTransfer.Storage;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads what must not stand in a spec.</summary>
internal sealed class SecretsReader(ConfigValues values)
{
    public JobSecrets Read(SourceSpec source, DestinationSpec destination)
    {
        var secrets = JobSecrets.None;
        if (source.Cloud is not null)
        {
            secrets = secrets with
            {
                SourceSecretKey = values.Secret("src-secretkey", kept => kept.SourceSecretKey),
                SourceSessionToken = Token("src-session-token", kept => kept.SourceSessionToken),
            };
        }

        if (source.Proxy is not null)
        {
            secrets = secrets with { SourceProxyPassword = ProxyPassword("src-proxy", kept => kept.SourceProxyPassword) };
        }

        if (destination.Cloud is not null)
        {
            secrets = secrets with
            {
                DestinationSecretKey = values.Secret("des-secretkey", kept => kept.DestinationSecretKey),
                DestinationSessionToken = Token("des-session-token", kept => kept.DestinationSessionToken),
                DestinationProxyPassword = ProxyPassword("des-proxy", kept => kept.DestinationProxyPassword),
            };
        }

        return secrets with
        {
            NotifyUrl = values.Secret(NotifyReader.Url, kept => kept.NotifyUrl),
            NotifySecret = values.Secret(NotifyReader.Secret, kept => kept.NotifySecret),
        };
    }

    private Secret? Token(string key, Func<JobSecrets, Secret?> kept)
    {
        // It travels in a header.
        if (values.Text(key)?.All(letter => letter is > ' ' and <= '~') == false)
        {
            values.Fail(key, "must be ASCII without spaces");
        }

        return values.Secret(key, kept);
    }

    private Secret? ProxyPassword(string key, Func<JobSecrets, Secret?> kept)
    {
        if (values.Text(key) is not { } text || !ProxyText.TryRead(text, out _, out var password) || password is null)
        {
            return null;
        }

        return password == SecretMask.Text ? values.Kept(key, kept) : new(Uri.UnescapeDataString(password));
    }
}
