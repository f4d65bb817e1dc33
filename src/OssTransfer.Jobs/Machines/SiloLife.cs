namespace OssTransfer.Jobs.Machines;

/// <summary>What the cluster's membership says of a silo's process.</summary>
public enum SiloLife
{
    /// <summary>Nothing: it joined a moment ago, or was forgotten long ago.</summary>
    Unknown,

    /// <summary>It is a member, or becomes one.</summary>
    Living,

    /// <summary>It leaves in good order.</summary>
    Leaving,

    /// <summary>It was declared dead, or has left.</summary>
    Dead,
}
