using System.Security.Cryptography;
using OssTransfer.Grains.Security;
using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Silo.Hosting;

/// <summary>What proves who a silo is and opens what it stored. Made at first start, then read.</summary>
/// <param name="Token">The API's bearer token.</param>
/// <param name="SealingKeys">They open secrets in stored states; the first one seals them.</param>
/// <param name="Certificates">Its own certificates with their keys, and the only ones that it accepts from another silo.</param>
internal sealed record HomeKeys(Secret Token, IReadOnlyList<SealingKey> SealingKeys, SiloCertificates Certificates) : IDisposable
{
    /// <summary>A token that reads metrics and nothing else; null: there are none.</summary>
    public Secret? MetricsToken { get; private init; }

    private const int TokenBytes = 32;

    /// <summary>The home's own; a member of a cluster shares the cluster's but for the token.</summary>
    /// <exception cref="HomeException">A file is damaged or cannot be read or made.</exception>
    public static HomeKeys LoadOrCreate(HomeDirectory home, TimeProvider time, ClusterFile? cluster = null)
    {
        try
        {
            var token = Load(home.TokenPath, CreateToken, ParseToken);
            var metrics = MetricsTokenOf(home, token);
            if (cluster is not null)
            {
                return new(token, cluster.SealingKeys, cluster.Certificates()) { MetricsToken = metrics };
            }

            var key = Load(home.SealingKeyPath, () => SealingKey.Create().Export() + "\n", SealingKey.Parse);
            var certificate = Load(home.CertificatePath, () => SiloCertificate.Create(time), SiloCertificate.Parse);
            return new(token, [key], new(certificate)) { MetricsToken = metrics };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(exception);
        }
    }

    public void Dispose() => Certificates.Dispose();

    private static Secret? MetricsTokenOf(HomeDirectory home, Secret token)
    {
        if (!File.Exists(home.MetricsTokenPath))
        {
            return null;
        }

        var text = PrivateFiles.ReadOrCreate(home.MetricsTokenPath, () => "").Trim();
        return HomeDirectory.IsToken(text) && text != token.Reveal()
            ? new(text)
            : throw new HomeException(
                $"The token of metrics must be one line without blanks, and another than the API's: {home.MetricsTokenPath}. "
                + "Put a random one there, or remove the file where no metrics are read.");
    }

    private static string CreateToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)) + "\n";

    private static Secret ParseToken(string text) =>
        HomeDirectory.IsToken(text.Trim()) ? new(text.Trim()) : throw new FormatException("A token is one line.");

    private static T Load<T>(string path, Func<string> create, Func<string, T> parse)
    {
        try
        {
            return parse(PrivateFiles.ReadOrCreate(path, create));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            throw new HomeException($"The file is damaged: {path}. Restore it from the backup.", exception);
        }
    }
}
