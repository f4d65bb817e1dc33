using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OssTransfer.Storage.Files;

namespace OssTransfer.Storage.Cloud;

/// <summary>Collects all that is wrong with a store's options, for people.</summary>
internal sealed class OptionChecks
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Notes the error unless the condition holds.</summary>
    public void That(bool holds, string error)
    {
        if (!holds)
        {
            _errors.Add(error);
        }
    }

    public void Keys(string accessKey, Secret secretKey, Secret? sessionToken)
    {
        That(IsCredential(accessKey), "the access key is empty or has spaces");
        That(IsCredential(secretKey.Reveal()), "the secret key is empty or has spaces");
        That(sessionToken is null || IsCredential(sessionToken.Reveal()), "the session token is empty or has spaces");
    }

    public void Network(string? caFile, Secret? proxy)
    {
        var problem = caFile is null ? null : ProblemOf(caFile);
        That(problem is null, $"the CA file '{caFile}' can't be read as PEM certificates: {problem}");
        That(proxy is null || IsProxy(proxy.Reveal()), "the proxy is no URL: write http://host:port");
    }

    /// <summary>What every native store's options must hold.</summary>
    public void Native(NativeStoreOptions options)
    {
        Keys(options.AccessKey, options.SecretKey, options.SessionToken);
        Network(options.CaFile, options.Proxy);
    }

    private static bool IsCredential(string text) => text.Length > 0 && !text.Any(c => c is <= ' ' or >= '\u007f');

    private static bool IsProxy(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "socks5" && url.Host.Length > 0;

    private static string? ProblemOf(string file)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(SmallFile.ReadText(file));
            return certificates.Count > 0 ? null : "there are none in it";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
