namespace OssTransfer.Jobs.Runs;

/// <summary>Orders what attempts at a list shard store, so that a write that arrives late never replaces a newer one.</summary>
public static class ListingVersion
{
    private const int LineBits = 32;

    /// <summary>
    /// The version of a stored manifest or index page: a later attempt's is higher, and within one attempt that of a page with more lines,
    /// since a page is stored again and again while it grows.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="lines">Lines of the index so far; 0 for a manifest, which one attempt stores only once.</param>
    public static long VersionOf(int attempt, int lines) => ((long)attempt << LineBits) | (uint)lines;
}
