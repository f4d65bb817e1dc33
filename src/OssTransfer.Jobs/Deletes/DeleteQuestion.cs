using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Deletes;

/// <summary>What <see cref="DeleteRule"/> is asked of a whole run.</summary>
public sealed record DeleteQuestion
{
    /// <summary>What the user wants.</summary>
    public DeletePolicy Policy { get; init; }

    /// <summary>Objects that vanished.</summary>
    public long Found { get; init; }

    /// <summary>Objects that the source listed.</summary>
    public long Listed { get; init; }

    /// <summary>The run listed all there is.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The source is another directory or file system than it was.</summary>
    public bool IsOtherSource { get; init; }

    /// <summary>A complete listing came just before this one.</summary>
    public bool HasListingBefore { get; init; }

    /// <summary>Source or destination were changed since anybody approved a number.</summary>
    public bool HasChangedPlaces { get; init; }

    /// <summary>The user's limit; null: the default.</summary>
    public long? MaxDelete { get; init; }

    /// <summary>The number that the user has approved for this pass; null: none.</summary>
    public long? Approved { get; init; }

    /// <summary>Most that the pass may delete without approval.</summary>
    public long Limit => MaxDelete ?? Math.Min(1_000, Listed / 1_000);
}
