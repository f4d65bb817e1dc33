namespace OssTransfer.Grains.Persistence;

/// <summary>Where the grains' states lie: <see cref="SqlitePlace"/> or <see cref="PostgresPlace"/>.</summary>
public abstract record StatePlace
{
    private protected StatePlace()
    {
    }
}
