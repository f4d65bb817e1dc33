namespace OssTransfer.Jobs.Config;

/// <summary>What an inventory that a list names is taken for (<c>src-inventory</c>).</summary>
public enum InventoryUse
{
    /// <summary>The names of objects: the source is asked for each of them.</summary>
    Ask,

    /// <summary>What it says of an object new to the job is believed until the object is read.</summary>
    Trust,
}
