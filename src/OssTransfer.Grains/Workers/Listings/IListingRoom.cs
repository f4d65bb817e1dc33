namespace OssTransfer.Grains.Workers.Listings;

/// <summary>Where listings lie that were sorted.</summary>
internal interface IListingRoom
{
    /// <summary>A directory on the home's disk.</summary>
    string Directory { get; }

    /// <summary>Why nothing more may be kept there; null where there is room, or where nobody can tell.</summary>
    string? Shortage();
}
