namespace OssTransfer.World.Cluster;

/// <summary>What a burst does at a joint.</summary>
internal enum Strike
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The request never arrives.</summary>
    RequestLost,

    /// <summary>The request arrives much later.</summary>
    Late,

    /// <summary>The request arrives a second time, later.</summary>
    Repeated,

    /// <summary>It is done, and nobody hears of it.</summary>
    AnswerLost,

    /// <summary>Who asked is killed: before, with the request on its way; afterwards, without having heard of it.</summary>
    CallerKilled,

    /// <summary>Who asked stands still until others have its work: before, and asks then; afterwards, and hears of it then.</summary>
    CallerFrozen,

    /// <summary>Who answered is killed with the answer on its way.</summary>
    HostKilled,

    /// <summary>Who answered stands still with the answer on its way.</summary>
    HostFrozen,

    /// <summary>The grain leaves memory with the answer on its way.</summary>
    GrainLeft,
}
