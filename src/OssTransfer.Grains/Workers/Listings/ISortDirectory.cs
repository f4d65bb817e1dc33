namespace OssTransfer.Grains.Workers.Listings;

/// <summary>Where sorted listings are kept.</summary>
internal interface ISortDirectory
{
    /// <summary>A directory on the home's disk.</summary>
    string Directory { get; }

    /// <summary>Why nothing more may be kept there; null where there is space, or where that is unknown.</summary>
    string? Shortage();
}
