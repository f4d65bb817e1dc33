using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>
/// A place that jobs write to. What others have there when the program runs for the first time is still there afterwards, untouched:
/// each test has some, at the beginning and at the end of the place.
/// </summary>
/// <param name="look">What the place holds now.</param>
/// <param name="plant">Puts an object there, by others and long ago.</param>
internal sealed class Destination(Func<Manifest> look, Action<string, byte[]> plant)
{
    private Manifest? _before;
    private Manifest _kept = Manifest.Empty;

    /// <summary>A bucket.</summary>
    public static Destination In(Bucket bucket) => new(() => Manifest.Of(bucket), (key, content) => bucket.Put(
        key, content, new Dictionary<string, string> { ["content-type"] = "text/theirs", ["x-amz-meta-owner"] = "somebody else" }, LongAgo));

    /// <summary>When others wrote what they have: whoever writes it again is seen.</summary>
    public static DateTimeOffset LongAgo { get; } = new(2019, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>How many objects of somebody else are put there.</summary>
    public const int Planted = 2;

    /// <summary>Before the program runs for the first time.</summary>
    public void Witness()
    {
        if (_before is null)
        {
            plant("!theirs", Samples.Bytes(77, 7));
            plant("~theirs/deep", Samples.Bytes(0, 7));
            _before = look();
        }
    }

    /// <summary>What is there at this key now is somebody else's and must stay, though the job has an object of that key.</summary>
    public void Keep(string key) => _kept = _kept.With(look().Where(found => found == key));

    /// <summary>Fails unless the place holds what arrived, what others have there, and nothing else.</summary>
    public void AssertHolds(Manifest arrived) => AssertNone(Differences.Between(Expected(arrived), look()));

    /// <summary>Whether it holds that already.</summary>
    public bool Holds(Manifest arrived) => Differences.Between(Expected(arrived), look()).Count == 0;

    /// <summary>The same, though some of it may not have arrived yet.</summary>
    /// <param name="arriving">What may be there, and then is whole.</param>
    /// <param name="isOnItsWay">Keys of what is there under another name until it is whole.</param>
    public void AssertHoldsNothingElse(Manifest arriving, Func<string, bool> isOnItsWay) => AssertNone(
        Differences.Between(Expected(arriving), look().Where(key => !isOnItsWay(key)))
            .Where(difference => difference.Kind != DifferenceKind.Missing || !arriving.Objects.ContainsKey(difference.Key)));

    private static void AssertNone(IEnumerable<Difference> differences)
    {
        const int shown = 20;
        var all = differences.ToList();
        Assert.True(all.Count == 0, $"{all.Count} difference(s):\n{string.Join('\n', all.Take(shown))}");
    }

    private Manifest Expected(Manifest arrived) =>
        (_before ?? throw new InvalidOperationException("Nothing has run yet.")).With(arrived.AtAnyTime()).With(_kept);
}
