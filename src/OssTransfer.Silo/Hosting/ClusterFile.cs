using System.Security.Cryptography;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// What makes a machine a member of a cluster, in one file: the database that the silos share, the keys that seal the secrets in it,
/// and the certificate without which no silo gets in. The file is all that is needed to join, so it is readable by its owner only.
/// </summary>
/// <remarks>
/// JSON with the members <c>format</c> (1), <c>database</c>, <c>sealingKeys</c> (the first one seals, all open), <c>certificate</c> (PEM with its key) and,
/// while that is changed, <c>newCertificate</c> likewise.
/// </remarks>
public sealed record ClusterFile
{
    private const int Format = 1;

    private ClusterFile(Secret database, IReadOnlyList<SealingKey> sealingKeys, IReadOnlyList<string> certificatePems)
    {
        Database = database;
        SealingKeys = sealingKeys;
        NewestKey = sealingKeys[^1];
        CertificatePems = certificatePems;
        NewestPem = certificatePems[^1];
    }

    /// <summary>The connection string of the PostgreSQL database, as Npgsql reads it.</summary>
    public Secret Database { get; }

    /// <summary>At least one. The first one seals; all of them open.</summary>
    public IReadOnlyList<SealingKey> SealingKeys { get; init; }

    /// <summary>The key that was added last.</summary>
    public SealingKey NewestKey { get; private init; }

    /// <summary>Which database it is, fit for messages: <c>database on host:port</c>.</summary>
    public string DatabaseAddress => Place.Name;

    /// <summary>Names the cluster: two files with one fingerprint belong together. It is that of the certificate that silos show each other.</summary>
    public string Fingerprint => FingerprintOf(CertificatePems[0]);

    /// <summary>Names the certificate that was added last.</summary>
    public string NewestFingerprint => FingerprintOf(NewestPem);

    /// <summary>There are two certificates, both of which count.</summary>
    public bool IsChangingCertificate => CertificatePems.Count > 1;

    /// <summary>Where the states of this cluster lie.</summary>
    internal PostgresPlace Place => new(Database.Reveal());

    /// <summary>The first one is shown to other silos, each is taken from them.</summary>
    private IReadOnlyList<string> CertificatePems { get; init; }

    private string NewestPem { get; init; }

    /// <summary>A new cluster on a database.</summary>
    /// <param name="database">A connection string, as Npgsql or libpq write it.</param>
    /// <param name="time">Dates the certificate.</param>
    /// <exception cref="FormatException">The text is no connection string; the message does not repeat it.</exception>
    public static ClusterFile Create(Secret database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        return new(Hosting.DatabaseAddress.Parse(database), [SealingKey.Create()], [SiloCertificate.Create(time)]);
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
            var file = content.Format == Format
                ? new ClusterFile(
                    Hosting.DatabaseAddress.Parse(new(content.Database)), Keys(content.SealingKeys), Checked(content.Certificate, content.NewCertificate))
                : throw new FormatException($"it has format {content.Format}, this version reads {Format}");
            RefuseOpen(path);
            return file;
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
    public ClusterFile WithNewKey() => new(Database, [.. SealingKeys, SealingKey.Create()], CertificatePems) { NewestPem = NewestPem };

    /// <summary>The same cluster with one certificate more, which counts, but is not shown yet.</summary>
    public ClusterFile WithNewCertificate(TimeProvider time) =>
        new(Database, SealingKeys, [.. CertificatePems, SiloCertificate.Create(time)]) { NewestKey = NewestKey };

    /// <summary>The same cluster with no certificate but the one that was added last.</summary>
    public ClusterFile WithNewestCertificateOnly() => this with { CertificatePems = [NewestPem] };

    /// <summary>Waits for the database where it isn't there yet, and makes it ready for silos. Does nothing on one that is.</summary>
    /// <param name="time">Measures pauses.</param>
    /// <param name="waiting">Called now and then with what is waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The same cluster with keys and certificates in order: the key that seals and the certificate that is shown at present are the first.</returns>
    /// <exception cref="DatabaseException">The database refuses, is too old, was made by a newer version, or is that of another cluster.</exception>
    public async Task<ClusterFile> PrepareDatabaseAsync(TimeProvider time, Action<string> waiting, CancellationToken cancellationToken)
    {
        await StateDatabase.PrepareAsync(Place, time, waiting, cancellationToken);
        var (shown, seals) = await ClusterOwner.ClaimAsync(
            Place, [.. CertificatePems.Select(FingerprintOf)], [.. SealingKeys.Select(key => key.Name)], cancellationToken);
        return this with
        {
            SealingKeys = [.. SealingKeys.OrderByDescending(key => key.Name == seals)],
            CertificatePems = [.. CertificatePems.OrderByDescending(pem => FingerprintOf(pem) == shown)],
        };
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

            // In memory they stand in the order of their use; in the file the new one stays the new one.
            Certificate = CertificatePems.OrderBy(pem => pem == NewestPem).First(),
            NewCertificate = IsChangingCertificate ? NewestPem : null,
        };
        PrivateFiles.Replace(path, JsonSerializer.Serialize(content, ClusterFileJson.Default.ClusterFileContent) + "\n");
    }

    /// <summary>The certificates with their keys; the caller disposes them.</summary>
    internal SiloCertificates Certificates() => new([.. CertificatePems.Select(SiloCertificate.Parse)]);

    // A group may read it: that is how volumes of secrets come to a user that isn't root.
    private static void RefuseOpen(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
        {
            throw new HomeException(
                $"Every user of this machine may read or write the cluster file {path}, which holds the keys of the cluster. "
                + "Make it its owner's alone ('chmod 600'), and give the command again.");
        }
    }

    private static SealingKey[] Keys(string[] texts) =>
        texts.Length > 0 ? [.. texts.Select(SealingKey.Parse)] : throw new FormatException("it holds no sealing key");

    private static string[] Checked(string pem, string? newPem)
    {
        string[] all = newPem is null ? [pem] : [pem, newPem];
        foreach (var one in all)
        {
            SiloCertificate.Parse(one).Dispose();
        }

        return all;
    }

    private static string FingerprintOf(string pem)
    {
        using var certificate = SiloCertificate.Parse(pem);
        return SiloCertificate.FingerprintOf(certificate);
    }
}
