using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.StateMoves;

namespace OssTransfer.Silo.Hosting;

/// <summary>Moves the jobs of a home that ran alone into a cluster. It holds the home meanwhile, so no silo runs on it.</summary>
public static class HomeMove
{
    /// <summary>Moves all jobs of the home, or none.</summary>
    /// <param name="home">The home.</param>
    /// <param name="cluster">Where they go.</param>
    /// <param name="time">Dates the move.</param>
    /// <param name="waiting">Called now and then with what is waited for.</param>
    /// <param name="cancellationToken">Ends it; nothing was moved then.</param>
    /// <exception cref="StateMoveException">It can't be done as things are.</exception>
    /// <exception cref="HomeException">A silo runs on the home, or its key is damaged.</exception>
    /// <exception cref="DatabaseException">A database refuses.</exception>
    public static Task<StateMoveResult> RunAsync(
        HomeDirectory home, ClusterFile cluster, TimeProvider time, Action<string> waiting, CancellationToken cancellationToken) =>
        HoldAsync(home, async () =>
        {
            ArgumentNullException.ThrowIfNull(cluster);
            await cluster.PrepareDatabaseAsync(time, waiting, cancellationToken);
            return await Move(home, cluster, time).RunAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>Lets the home go on alone again. False: its jobs were not moved.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static Task<bool> TakeBackAsync(
        HomeDirectory home, ClusterFile cluster, bool clusterIsGone, TimeProvider time, CancellationToken cancellationToken) =>
        HoldAsync(home, () => Move(home, cluster, time).TakeBackAsync(clusterIsGone, cancellationToken), cancellationToken);

    private static async Task<T> HoldAsync<T>(HomeDirectory home, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (!File.Exists(home.DatabasePath))
        {
            throw new HomeException($"There is no home with jobs at {home.Path}. Name it with --home.");
        }

        using var held = await HomeLock.AcquireAsync(home, cancellationToken);
        return await work();
    }

    private static StateMove Move(HomeDirectory home, ClusterFile cluster, TimeProvider time) =>
        new(new(home.DatabasePath), cluster.Place, SiloComposition.Id, new(SealingKeyOf(home)), new(cluster.SealingKeys), time);

    // Without its key the secrets of the jobs stay closed, and have to be entered again.
    private static SealingKey SealingKeyOf(HomeDirectory home)
    {
        try
        {
            return File.Exists(home.SealingKeyPath) ? SealingKey.Parse(File.ReadAllText(home.SealingKeyPath)) : SealingKey.Create();
        }
        catch (FormatException exception)
        {
            throw new HomeException($"The file is damaged: {home.SealingKeyPath}. Restore it from the backup.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(exception);
        }
    }
}
