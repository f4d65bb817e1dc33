namespace OssTransfer.Silo.Hosting;

/// <summary>
/// Which cluster a home's silo belongs to. The home remembers the file that it was last started with, so that a later start without it doesn't leave the
/// cluster.
/// </summary>
internal static class HomeCluster
{
    /// <summary>The cluster; null: the silo is alone with its own database.</summary>
    /// <exception cref="HomeException">The file cannot be read, or the home cannot remember it.</exception>
    public static ClusterFile? Find(SiloHostOptions options, HomeDirectory home)
    {
        if (options.IsAlone)
        {
            return null;
        }

        if (options.Cluster is not { } path)
        {
            return File.Exists(home.ClusterPath) ? ClusterFile.Read(home.ClusterPath) : null;
        }

        var cluster = ClusterFile.Read(path);
        try
        {
            cluster.Write(home.ClusterPath);
            return cluster;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(exception);
        }
    }
}
