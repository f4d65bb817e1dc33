using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.Client;

/// <summary>Finds the silo that a command is meant for: the one at <c>--api</c>, else the one of the home.</summary>
internal static class SiloLocator
{
    private const string TokenVariable = "OSSTRANSFER_TOKEN";

    public static HomeDirectory Home(ParseResult parse, Shell shell) => HomeSetting.Find(parse.GetValue(SiloOptions.Home), shell);

    /// <summary>Where the silo is that was named, on this machine or another; null: it is the one of the home.</summary>
    public static string? Api(ParseResult parse, Shell shell) => parse.GetValue(SiloOptions.Api) ?? shell.Setting("OSSTRANSFER_API");

    public static SiloAddress Find(ParseResult parse, Shell shell)
    {
        var api = Api(parse, shell);
        var tokenFile = parse.GetValue(SiloOptions.TokenFile) ?? shell.Setting("OSSTRANSFER_TOKEN_FILE");
        var certificateFile = parse.GetValue(SiloOptions.ApiCert) ?? shell.Setting("OSSTRANSFER_API_CERT");
        return api is null ? InHome(Home(parse, shell), tokenFile, shell) : At(api, tokenFile, certificateFile, shell);
    }

    private static SiloAddress InHome(HomeDirectory home, string? tokenFile, Shell shell)
    {
        home.RefuseClosed();
        if (!Directory.Exists(home.Path))
        {
            throw NotRunning($"No silo has ever run in the home {home.Path}.");
        }

        if (home.FindRunning() is not { } silo)
        {
            throw NotAnswering(home);
        }

        var (token, from) = tokenFile is null ? (home.ReadToken(), home.TokenPath) : (ReadToken(shell.FullPath(tokenFile)), shell.FullPath(tokenFile));
        return token is null
            ? throw new CliException(ExitCode.Error, $"The token {from} is missing although a silo runs. Start it again with {Advice.Of("restart")}.")
            : new SiloAddress(
                new Uri(silo.Url),
                Checked(token, from),
                from,
                $"the silo '{silo.Name}' at {silo.Url} (home {home.Path})",
                ReadCertificate(silo.Url, home.ApiCertificatePath));
    }

    private static CliException NotAnswering(HomeDirectory home) =>
        home.FindWithoutApi() is { } closed
            ? new(
                ExitCode.NoSilo,
                $"The silo '{closed.Name}' (process {closed.Pid}) of the home {home.Path} was started without an API (--api-port none), "
                + $"so it takes no commands. {Advice.Of("status", "--no-silo")} shows its jobs as the home has them stored; {Advice.Of("stop")} ends it.")
        : home.FindHolder() is { } holder
            ? new(
                ExitCode.NoSilo,
                $"Process {holder} holds the home {home.Path} but takes no commands: it is starting, or it is a 'run'. "
                + $"Try again in a moment; its logs are in {home.LogsPath}.")
        : NotRunning($"No silo runs in the home {home.Path}.");

    private static SiloAddress At(string api, string? tokenFile, string? certificateFile, Shell shell)
    {
        if (!Uri.TryCreate(api, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            throw new CliException(ExitCode.Usage, "--api (OSSTRANSFER_API) must be a URL such as http://127.0.0.1:4242, without user or password.");
        }

        if (url.Scheme == "http" && !url.IsLoopback)
        {
            throw new CliException(
                ExitCode.Usage,
                $"The token would go to {url.Host} in clear text. Use https, or a tunnel to the machine: ssh -L 4242:127.0.0.1:4242 {url.Host}, then --api http://127.0.0.1:4242.");
        }

        var silo = $"the silo at {url.GetLeftPart(UriPartial.Authority)}";
        var certificate = certificateFile is null ? null : ReadCertificate(api, shell.FullPath(certificateFile));
        if (tokenFile is not null)
        {
            return new SiloAddress(url, Checked(ReadToken(shell.FullPath(tokenFile)), tokenFile), shell.FullPath(tokenFile), silo, certificate);
        }

        return shell.Setting(TokenVariable) is { } token
            ? new SiloAddress(url, Checked(token, TokenVariable), TokenVariable, silo, certificate)
            : throw new CliException(
                ExitCode.Usage,
                $"--api needs the silo's token: --token-file FILE (a copy of conf/token in its home) or the environment variable {TokenVariable}.");
    }

    private static Secret Checked(string token, string from) => HomeDirectory.IsToken(token)
        ? new(token)
        : throw new CliException(
            ExitCode.Usage, $"What {from} holds is no token, which is one line without blanks. Take the text of conf/token in the silo's home.");

    private static string ReadToken(string path)
    {
        try
        {
            return SmallFile.ReadText(path).Trim() is { Length: > 0 } token
                ? token
                : throw new CliException(ExitCode.Usage, $"The token file {path} is empty. It should hold the text of conf/token in the silo's home.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCode.Usage, $"There is no token file {path}. It should be a copy of conf/token in the silo's home.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.Error,
                $"The token file {path} cannot be read: {FileProblem.Of(path, e)}. Name a copy of conf/token that this user may read.");
        }
    }

    private static X509Certificate2? ReadCertificate(string url, string path)
    {
        if (!url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPem(SmallFile.ReadText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CliException(
                ExitCode.Error, $"The certificate {path} cannot be read: {FileProblem.Of(path, e)}. It should be a copy of conf/api.pem in the silo's home.");
        }
    }

    private static CliException NotRunning(string what) =>
        new(ExitCode.NoSilo, $"{what} Start one with {Advice.Of("start")}, or name another home with --home DIR.");
}
