namespace OssTransfer.Grains.Membership;

/// <summary>Which silos reach the database, in memory only. One for the cluster, key 0. It works while the database doesn't.</summary>
[Alias("osstransfer.reach")]
internal interface IReachGrain : IGrainWithIntegerKey
{
    /// <summary>A silo tells whether it has just reached the database. The answer: another one that has within the last seconds, null where none has.</summary>
    [Alias("tell")]
    Task<string?> ReportAsync(string silo, bool hasReached);
}
