using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OssTransfer.Silo.Hosting;

/// <summary>The self-signed certificate that all silos of one cluster share. It is compared byte by byte, so names and dates decide nothing.</summary>
internal static class SiloCertificate
{
    private const int Years = 100;

    /// <summary>A new certificate with its key, as PEM.</summary>
    public static string Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=osstransfer", key, HashAlgorithmName.SHA256);
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    /// <summary>Reads what <see cref="Create"/> made.</summary>
    public static X509Certificate2 Parse(string pem) => X509Certificate2.CreateFromPem(pem, pem);

    /// <summary>SHA-256 of the certificate, lower-case hexadecimal: which certificate it is.</summary>
    public static string FingerprintOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
}
