namespace OssTransfer.World.Cluster;

/// <summary>What may happen to a call.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It never arrives.</summary>
    RequestLost,

    /// <summary>It is done, and nobody hears of it.</summary>
    AnswerLost,

    /// <summary>It arrives a second time, some time later.</summary>
    Repeated,
}
