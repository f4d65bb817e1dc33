namespace OssTransfer.World.Cluster;

/// <summary>A row that is read before its grain begins.</summary>
internal interface IGrainRow
{
    /// <summary>Reads what is stored.</summary>
    Task ReadStateAsync();
}
