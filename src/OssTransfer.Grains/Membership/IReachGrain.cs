namespace OssTransfer.Grains.Membership;

/// <summary>Which silos reach the database, in memory only. One for the cluster, key 0. It works while the database doesn't.</summary>
[Alias("osstransfer.reach")]
internal interface IReachGrain : IGrainWithIntegerKey
{
    /// <summary>A silo reports whether it has just reached the database. Answers with another one that has within seconds; null: none has.</summary>
    [Alias("tell")]
    Task<string?> ReportAsync(string silo, bool hasReached);
}
