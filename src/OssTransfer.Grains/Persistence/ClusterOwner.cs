using Npgsql;
using OssTransfer.Contracts;

namespace OssTransfer.Grains.Persistence;

/// <summary>Whose database it is: the first cluster that comes takes it, any other is refused, so that two never share their tables by mistake.</summary>
public static class ClusterOwner
{
    /// <summary>
    /// Takes a prepared database that belongs to no cluster, or makes sure that it is this one's.
    /// </summary>
    /// <param name="place">The database.</param>
    /// <param name="certificates">The fingerprints of the certificates that this machine has; the first one is the new cluster's.</param>
    /// <param name="keys">The names of the sealing keys that this machine has; the first one is the new cluster's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The certificate that silos show at present and the name of the key that seals, each one of those that this machine has.</returns>
    /// <exception cref="DatabaseException">It belongs to another cluster, its key is not among them, or it doesn't answer.</exception>
    public static async Task<(string Certificate, string Key)> ClaimAsync(
        PostgresPlace place, IReadOnlyList<string> certificates, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(certificates);
        ArgumentNullException.ThrowIfNull(keys);
        var (owner, key) = await AskAsync(
            place,
            """
            WITH claimed AS (INSERT INTO OssTransferCluster (Certificate, SealingKey) VALUES (@certificate, @key) ON CONFLICT DO NOTHING RETURNING Certificate, SealingKey)
            SELECT Certificate, SealingKey FROM claimed UNION ALL SELECT Certificate, SealingKey FROM OssTransferCluster
            """,
            [new("certificate", certificates[0]), new("key", keys[0])],
            cancellationToken);
        if (!certificates.Contains(owner))
        {
            throw new DatabaseException(
                DatabaseProblem.Unsuitable,
                $"The database belongs to another cluster, "
                + $"or this machine's cluster file is older than the last {Advice.Of("cluster", "rotate-certificate")}: {place}. "
                + "Copy the cluster file from a machine that runs, or name a database of its own for this cluster.");
        }

        return keys.Contains(key)
            ? (owner, key)
            : throw new DatabaseException(
                DatabaseProblem.Unsuitable,
                $"The cluster's secrets are sealed with the key '{key}', which this machine's cluster file does not hold: it is older than the last {Advice.Of("cluster", "rotate-key")}. Copy the cluster file again from a machine that runs.");
    }

    /// <summary>From now on another key seals.</summary>
    /// <exception cref="DatabaseException">The database doesn't answer, or is another cluster's.</exception>
    public static Task SealWithAsync(PostgresPlace place, IReadOnlyList<string> certificates, string key, CancellationToken cancellationToken) =>
        ChangeAsync(place, certificates, "SealingKey", key, cancellationToken);

    /// <summary>From now on silos show each other another certificate, and one that hasn't got it doesn't start.</summary>
    /// <exception cref="DatabaseException">The database doesn't answer, or is another cluster's.</exception>
    public static Task ShowAsync(PostgresPlace place, IReadOnlyList<string> certificates, string shown, CancellationToken cancellationToken) =>
        ChangeAsync(place, certificates, "Certificate", shown, cancellationToken);

    private static async Task ChangeAsync(
        PostgresPlace place, IReadOnlyList<string> certificates, string column, string value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(certificates);
        await AskAsync(
            place,
            $"UPDATE OssTransferCluster SET {column} = @value WHERE Certificate = ANY(@certificates) RETURNING Certificate, SealingKey",
            [new("certificates", certificates.ToArray()), new("value", value)],
            cancellationToken);
    }

    private static async Task<(string Owner, string Key)> AskAsync(
        PostgresPlace place, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = PostgresSource.OpenUnpooled(place);
            await using var command = source.CreateCommand(sql);
            command.Parameters.AddRange(parameters);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            return await rows.ReadAsync(cancellationToken)
                ? (rows.GetString(0), rows.GetString(1))
                : throw new DatabaseException(DatabaseProblem.Unsuitable, $"The database does not know whose it is: {place}. Restore it from a backup.");
        }
        catch (Exception exception) when (PostgresErrors.ExplainConnecting(exception, place) is { } explained)
        {
            throw explained;
        }
    }
}
