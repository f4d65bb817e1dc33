using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>A record in its segment.</summary>
/// <param name="Record">What is remembered.</param>
/// <param name="Retained">The key wasn't in the listing of the run that wrote the segment (or was excluded from it): only its record is kept.</param>
public readonly record struct RememberedKey(CatalogueRecord Record, bool Retained)
{
    /// <summary>
    /// The run that wrote the segment proved it, by transferring or by finding it equal. Of what ended otherwise (failed, gone, a conflict) its record shows
    /// what was proven before: that run has reported what is wrong with it, and its check has nothing to add.
    /// </summary>
    public bool IsFound { get; init; }

    /// <summary>The index of its entry in the segment's manifest.</summary>
    public int Index { get; init; }
}
