using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// What makes a machine a member of a cluster, in one file: the database that the silos share, the keys that seal the secrets in it,
/// and the certificate without which no silo gets in. Whoever has the file has all of it, so it is readable by its owner only.
/// </summary>
/// <remarks>
/// JSON with the members <c>format</c> (1), <c>database</c>, <c>sealingKeys</c> (the first one seals, all open) and <c>certificate</c> (PEM with its key).
/// </remarks>
public sealed record ClusterFile
{
    private const int Format = 1;

    private ClusterFile(Secret database, IReadOnlyList<SealingKey> sealingKeys, string certificatePem)
    {
        Database = database;
        SealingKeys = sealingKeys;
        NewestKey = sealingKeys[^1];
        CertificatePem = certificatePem;
    }

    /// <summary>The connection string of the PostgreSQL database, as Npgsql reads it.</summary>
    public Secret Database { get; }

    /// <summary>At least one. The first one seals; all of them open.</summary>
    public IReadOnlyList<SealingKey> SealingKeys { get; init; }

    /// <summary>The key that was added last.</summary>
    public SealingKey NewestKey { get; private init; }

    /// <summary>Which database it is, fit for messages: <c>database on host:port</c>.</summary>
    public string DatabaseAddress => Place.Name;

    /// <summary>Names the cluster: two files with one fingerprint belong together.</summary>
    public string Fingerprint
    {
        get
        {
            using var certificate = Certificate();
            return SiloCertificate.FingerprintOf(certificate);
        }
    }

    /// <summary>Where the states of this cluster lie.</summary>
    internal PostgresPlace Place => new(Database.Reveal());

    private string CertificatePem { get; }

    /// <summary>A new cluster on a database.</summary>
    /// <param name="database">A connection string, as Npgsql or libpq write it.</param>
    /// <param name="time">Dates the certificate.</param>
    /// <exception cref="FormatException">The text is no connection string; the message does not repeat it.</exception>
    public static ClusterFile Create(Secret database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        return new(Hosting.DatabaseAddress.Parse(database), [SealingKey.Create()], SiloCertificate.Create(time));
    }

    /// <summary>Reads a file that <see cref="Write"/> has written.</summary>
    /// <exception cref="HomeException">It isn't there, may not be read, or is no cluster file; the message names it and what to do.</exception>
    public static ClusterFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var content = JsonSerializer.Deserialize(SmallFile.ReadText(path), ClusterFileJson.Default.ClusterFileContent)
                ?? throw new FormatException("it is empty");
            return content.Format == Format
                ? new(Hosting.DatabaseAddress.Parse(new(content.Database)), Keys(content.SealingKeys), Checked(content.Certificate))
                : throw new FormatException($"it has format {content.Format}, this version reads {Format}");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HomeException(
                $"There is no cluster file {path}. {Advice.Of("cluster", "init", "--database-file", "FILE", "--out", "FILE")} makes one; copy it from a machine of the cluster.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HomeException(
                $"The cluster file cannot be read: {path}; {FileProblem.Of(path, exception)}. It must be a file that may be read by the user that runs the silo.", exception);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or CryptographicException)
        {
            var what = exception is FormatException ? exception.Message.TrimEnd('.') : "it is damaged or cut";
            throw new HomeException($"This is no cluster file of osstransfer: {path}; {what}. Copy it again from a machine of the cluster.", exception);
        }
    }

    /// <summary>The same cluster with one key more, which opens, but does not seal yet.</summary>
    public ClusterFile WithNewKey() => new(Database, [.. SealingKeys, SealingKey.Create()], CertificatePem);

    /// <summary>Waits for the database where it isn't there yet, and makes it ready for silos. Does nothing on one that is.</summary>
    /// <param name="time">Measures pauses.</param>
    /// <param name="waiting">Is told now and then what is waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The same cluster with its keys in order: the one that seals at present is the first.</returns>
    /// <exception cref="DatabaseException">The database refuses, is too old, was made by a newer version, or is that of another cluster.</exception>
    public async Task<ClusterFile> PrepareDatabaseAsync(TimeProvider time, Action<string> waiting, CancellationToken cancellationToken)
    {
        await StateDatabase.PrepareAsync(Place, time, waiting, cancellationToken);
        var name = await ClusterOwner.ClaimAsync(Place, Fingerprint, [.. SealingKeys.Select(key => key.Name)], cancellationToken);
        return this with { SealingKeys = [.. SealingKeys.OrderByDescending(key => key.Name == name)] };
    }

    /// <summary>Writes the file, readable by its owner only, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var content = new ClusterFileContent
        {
            Format = Format,
            Database = Database.Reveal(),
            SealingKeys = [.. SealingKeys.Select(key => key.Export())],
            Certificate = CertificatePem,
        };
        PrivateFiles.Replace(path, JsonSerializer.Serialize(content, ClusterFileJson.Default.ClusterFileContent) + "\n");
    }

    /// <summary>The certificate with its key; the caller disposes it.</summary>
    internal X509Certificate2 Certificate() => SiloCertificate.Parse(CertificatePem);

    private static SealingKey[] Keys(string[] texts) =>
        texts.Length > 0 ? [.. texts.Select(SealingKey.Parse)] : throw new FormatException("it holds no sealing key");

    private static string Checked(string pem)
    {
        using var certificate = SiloCertificate.Parse(pem);
        return pem;
    }
}
