using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Storage.Disk;
using OssTransfer.Storage.Files;

namespace OssTransfer.Silo.Hosting;

/// <summary>Where a silo keeps what must outlive it, and where the command line finds the silo. Knows paths and small files only.</summary>
/// <remarks>
/// <code>
/// conf/token          one line, the API's bearer token                              made at first start, 0600
/// conf/metrics-token  one line, a bearer token that reads metrics and nothing else     made by the user; without it there are none
/// conf/sealing.key    one line, name:base64, seals the secrets in stored states      made at first start, 0600
/// conf/silo.pem       certificate and key for the connections between silos          made at first start, 0600
/// conf/cluster        the cluster file that this home's silo was last started with, 0600; without it the silo is alone with its own database
/// conf/name       one line, the silo's name where one was given; a start without one takes it
/// conf/address    one line, its address for other silos, likewise
/// conf/api.pem        the certificate that the API shows off loopback, without its key
/// conf/api.json       a RunningSilo; there while the silo is ready and has an API
/// conf/no-api.json    a SiloWithoutApi; there while the silo is ready and has none; a 'run' has neither
/// osstransfer.lock    empty; the running process holds an exclusive lock on it, which ends with the process however that ends
/// osstransfer.pid     one line, the holder's process id; means nothing while no process holds the lock
/// osstransfer.db      grain states and reminders (SQLite, with -wal and -shm beside it), 0600
/// jobs/ logs/         reports and logs
/// </code>
/// Directories are 0700. Files are replaced whole: a reader sees the old or the new one.
/// </remarks>
public sealed class HomeDirectory
{
    /// <summary>The environment's name for the home.</summary>
    public const string Variable = "OSSTRANSFER_HOME";

    /// <summary>A home at a path. Nothing is created; see <see cref="Create"/>.</summary>
    public HomeDirectory(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>The home itself, absolute.</summary>
    public string Path { get; }

    /// <summary>Keys, token and settings.</summary>
    public string ConfPath => In("conf");

    /// <summary>Reports, a directory a job.</summary>
    public string JobsPath => In("jobs");

    /// <summary>Logs.</summary>
    public string LogsPath => In("logs");

    /// <summary>The database.</summary>
    public string DatabasePath => In("osstransfer.db");

    /// <summary>Which machines are admitted; it may be absent.</summary>
    public string MachinesPath => In("machines_ip.cfg");

    /// <summary>The API's bearer token.</summary>
    public string TokenPath => In("conf", "token");

    /// <summary>The token that reads metrics; it may be absent.</summary>
    public string MetricsTokenPath => In("conf", "metrics-token");

    /// <summary>The key that seals secrets.</summary>
    public string SealingKeyPath => In("conf", "sealing.key");

    /// <summary>The certificate between silos.</summary>
    public string CertificatePath => In("conf", "silo.pem");

    /// <summary>The cluster file that the silo was last started with; nothing there: the silo is alone.</summary>
    public string ClusterPath => In("conf", "cluster");

    /// <summary>The name that the silo was last started with; nothing there: the machine's.</summary>
    public string NamePath => In("conf", "name");

    /// <summary>The address for other silos that the silo was last started with; nothing there: loopback.</summary>
    public string AddressPath => In("conf", "address");

    /// <summary>The certificate that the API shows off loopback; fit to be copied to callers elsewhere.</summary>
    public string ApiCertificatePath => In("conf", "api.pem");

    /// <summary>Says where the API is.</summary>
    public string ApiPath => In("conf", "api.json");

    internal string WithoutApiPath => In("conf", "no-api.json");

    /// <summary>The running process holds a lock on it.</summary>
    public string LockPath => In("osstransfer.lock");

    internal string PidPath => In("osstransfer.pid");

    /// <summary>
    /// The home that is meant: the argument, else <c>OSSTRANSFER_HOME</c>, else <c>~/.osstransfer</c>; never the current directory by itself.
    /// </summary>
    public static HomeDirectory Resolve(string? argument) =>
        Resolve(argument, Environment.GetEnvironmentVariable(Variable), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    internal static HomeDirectory Resolve(string? argument, string? variable, string userProfile)
    {
        var chosen = !string.IsNullOrWhiteSpace(argument) ? argument : variable;
        if (!string.IsNullOrWhiteSpace(chosen))
        {
            return new(chosen);
        }

        return string.IsNullOrEmpty(userProfile)
            ? throw new HomeException($"This user has no home directory. Name one with --home or {Variable}.")
            : new(System.IO.Path.Combine(userProfile, ".osstransfer"));
    }

    /// <summary>Whether a text can be a token: what a header holds, without blanks.</summary>
    public static bool IsToken(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
    }

    /// <summary>Makes the directories that are missing, readable by this user only. A home that is there keeps its rights; <c>conf</c> is closed.</summary>
    /// <exception cref="HomeException">It cannot be written, or is not this user's alone.</exception>
    public void Create()
    {
        try
        {
            PrivateFiles.CreateDirectory(Path);
            RefuseStranger(Path);
            foreach (var part in (string[])[ConfPath, JobsPath, LogsPath])
            {
                PrivateFiles.CreateDirectory(part);
            }

            RefuseStranger(ConfPath);
            PrivateFiles.Close(ConfPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    /// <summary>The bearer token; null where no silo has started yet.</summary>
    /// <exception cref="HomeException">It is there, but this user may not read it.</exception>
    public string? ReadToken()
    {
        try
        {
            return File.ReadAllText(TokenPath).Trim();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HomeException(
                $"This user may not read the token: {TokenPath}. Run the command as the user that started the silo, or name a copy with --token-file.",
                exception);
        }
    }

    /// <summary>Refuses a home that this user may not look into: whether a silo runs there can't be known.</summary>
    /// <exception cref="HomeException">It may not be looked into.</exception>
    public void RefuseClosed()
    {
        try
        {
            _ = File.GetAttributes(TokenPath);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new HomeException(
                $"This user may not look into the home {Path}, so whether a silo runs there is unknown. Run the command as the user that started the silo, or name the silo with --api URL and a copy of its token with --token-file FILE.",
                exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nothing there is no secret.
        }
    }

    /// <summary>The silo that runs on this home and is ready; null where none runs, or it isn't ready yet, or it has no API.</summary>
    /// <exception cref="HomeException">This user may not look into it.</exception>
    public RunningSilo? FindRunning() =>
        FindHolder() is { } holder && Read(ApiPath, ContractsJson.Default.RunningSilo) is { } silo && IsOf(silo.Pid, holder) ? silo : null;

    /// <summary>The silo that runs on this home, is ready and takes no commands, since it was started without an API; null where there is none.</summary>
    /// <exception cref="HomeException">This user may not look into it.</exception>
    public SiloWithoutApi? FindWithoutApi() =>
        FindHolder() is { } holder && Read(WithoutApiPath, ContractsJson.Default.SiloWithoutApi) is { } silo && IsOf(silo.Pid, holder) ? silo : null;

    /// <summary>The process that holds this home; null where none does, 0 where its id is not written yet.</summary>
    /// <exception cref="HomeException">This user may not look into it.</exception>
    public int? FindHolder()
    {
        RefuseClosed();
        return HomeLock.FindHolder(this);
    }

    /// <summary>The <c>conf/ts.cfg</c> that the original tool left here, which is not read; null where there is none.</summary>
    public string? FindOriginalSettings()
    {
        var path = In("conf", "ts.cfg");
        return File.Exists(path) ? path : null;
    }

    internal void PublishApi(RunningSilo silo) =>
        PrivateFiles.Replace(ApiPath, JsonSerializer.Serialize(silo, ContractsJson.Default.RunningSilo) + "\n");

    internal void PublishWithoutApi(SiloWithoutApi silo) =>
        PrivateFiles.Replace(WithoutApiPath, JsonSerializer.Serialize(silo, ContractsJson.Default.SiloWithoutApi) + "\n");

    internal void PublishCertificate(X509Certificate2 certificate) => PrivateFiles.Replace(ApiCertificatePath, certificate.ExportCertificatePem() + "\n");

    internal void Withdraw()
    {
        File.Delete(ApiPath);
        File.Delete(WithoutApiPath);
    }

    internal HomeException Unwritable(Exception cause) => new(
        PrivateFiles.IsDiskFull(cause)
            ? $"The disk that holds the home is full: {Path}. Make room, or name another place with --home."
            : $"The home cannot be written: {Path}; {cause.Message.TrimEnd('.')}. Let this user write there, or name another place with --home.",
        cause);

    // A user who may write there can replace the keys and the token with others.
    private static void RefuseStranger(string path)
    {
        if (FileIdentity.ForeignWriter(path) is { } stranger)
        {
            throw new HomeException(
                $"{path} {stranger}, who could put keys of their own there. "
                + "Make it this user's alone ('chown' and 'chmod go-w'), or name another home with --home.");
        }
    }

    // A killed silo leaves its files; its successor holds the lock a moment before it replaces them.
    private static bool IsOf(int pid, int holder) => pid == holder && IsAlive(holder);

    private static T? Read<T>(string path, JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), form);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
