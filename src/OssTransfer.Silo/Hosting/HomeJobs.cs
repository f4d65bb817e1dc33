using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.StateMoves;

namespace OssTransfer.Silo.Hosting;

/// <summary>The jobs of a home as it has them stored, whether a silo runs on it or not.</summary>
public static class HomeJobs
{
    /// <summary>All of them, by name; none where no silo has ever run on the home.</summary>
    /// <exception cref="HomeException">The home belongs to a cluster: its jobs are in the cluster's database.</exception>
    /// <exception cref="DatabaseException">The home's database can't be read, or its jobs have moved to a cluster.</exception>
    public static IReadOnlyList<JobView> Read(HomeDirectory home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return File.Exists(home.ClusterPath)
            ? throw new HomeException(
                $"The home {home.Path} belongs to a cluster, and its jobs are in the cluster's database, not here. Ask a silo: any machine's of the cluster.")
            : StoredJobs.Read(home.DatabasePath, SiloComposition.Id);
    }
}
