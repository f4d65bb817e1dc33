namespace OssTransfer.Grains.Membership;

/// <summary>Which silos reach the database, in memory only. One for the cluster, key 0. It works while the database doesn't.</summary>
[Alias("osstransfer.reach")]
internal interface IReachGrain : IGrainWithIntegerKey
{
    /// <summary>A silo tells whether it has just reached the database. The answer: whether another one has within the last seconds.</summary>
    [Alias("tell")]
    Task<bool> TellAsync(string holder, bool hasReached);
}
