namespace OssTransfer.Grains.Security;

/// <summary>
/// Which of a silo's certificates it shows to other silos; it takes each of them from others. Usually there is one; while it is changed there are two, on their
/// way in and out. They are named by their fingerprints. Instances may be used by many threads.
/// </summary>
/// <param name="fingerprints">At least one; the first one is shown at first.</param>
public sealed class PeerCertificates(IReadOnlyList<string> fingerprints)
{
    private volatile string _shown = fingerprints[0];

    /// <summary>The one that is shown from now on.</summary>
    public string Shown => _shown;

    /// <summary>All of them; the one that is shown is the first.</summary>
    public IReadOnlyList<string> Fingerprints
    {
        get
        {
            var shown = _shown;
            return [shown, .. fingerprints.Where(other => other != shown)];
        }
    }

    /// <summary>Shows another one to whom a connection is made with from now on; false where there is none of that name.</summary>
    public bool Show(string fingerprint)
    {
        var isKnown = fingerprints.Contains(fingerprint);
        _shown = isKnown ? fingerprint : _shown;
        return isKnown;
    }
}
