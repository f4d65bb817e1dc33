using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OssTransfer.Grains.Security;

namespace OssTransfer.Silo.Hosting;

/// <summary>The certificates with their keys that prove a silo to others. All are taken from others, one is shown: <see cref="Choice"/> says which.</summary>
internal sealed class SiloCertificates : IDisposable
{
    private readonly IReadOnlyList<X509Certificate2> _all;

    /// <param name="all">At least one; the first one is shown at first. They are disposed with this.</param>
    public SiloCertificates(params IReadOnlyList<X509Certificate2> all)
    {
        _all = all;
        Choice = new([.. all.Select(SiloCertificate.FingerprintOf)]);
    }

    /// <summary>Which one is shown.</summary>
    public PeerCertificates Choice { get; }

    /// <summary>The one that was shown at first.</summary>
    public X509Certificate2 First => _all[0];

    /// <summary>The one that is shown to another silo now.</summary>
    public X509Certificate2 Shown => _all.First(certificate => SiloCertificate.FingerprintOf(certificate) == Choice.Shown);

    /// <summary>Whether a certificate is that of a silo of this cluster.</summary>
    public bool Accept(X509Certificate2 remote) =>
        _all.Any(own => CryptographicOperations.FixedTimeEquals(own.RawDataMemory.Span, remote.RawDataMemory.Span));

    public void Dispose()
    {
        foreach (var certificate in _all)
        {
            certificate.Dispose();
        }
    }
}
