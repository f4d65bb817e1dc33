using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Persistence;

/// <summary>
/// How many bytes the states of a job's shards take in the database: its manifests, outcomes and catalogue. While nothing else changes it is asked again
/// at most every few seconds, and where that takes long, as with very many shards, in a fiftieth of the time; a database that doesn't answer leaves what was
/// known.
/// </summary>
internal sealed class StateSizes(DbDataSource database, IOptions<ClusterOptions> cluster, TimeProvider time)
{
    internal const string Query = """
        SELECT COALESCE(SUM(LENGTH(PayloadBinary)), 0) FROM OrleansStorage
        WHERE ServiceId = @service AND GrainTypeString IN ('shard-manifest', 'shard-progress') AND GrainIdExtensionString >= @first AND GrainIdExtensionString < @after
        """;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private const int RestPerWork = 49;

    private readonly ConcurrentDictionary<ulong, (string State, int Run, long Bytes, long At, TimeSpan Took)> _known = new();

    /// <summary>The bytes of the job that is reported.</summary>
    public async Task<long> OfAsync(JobSnapshot job, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(job.Incarnation, out var known) && (known.State, known.Run) == (job.View.State, job.View.Run)
            && time.GetElapsedTime(known.At) is var age && (age < MaxAge || age < known.Took * RestPerWork))
        {
            return known.Bytes;
        }

        var (bytes, began) = (0L, time.GetTimestamp());
        try
        {
            bytes = await AskAsync(job.Incarnation, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or SocketException or IOException or TimeoutException)
        {
            // What the job is doing is known without it.
            return known.Bytes;
        }

        _known[job.Incarnation] = (job.View.State, job.View.Run, bytes, time.GetTimestamp(), time.GetElapsedTime(began));
        return bytes;
    }

    // Keys of shards begin with the incarnation and a slash, after which '0' comes.
    private async Task<long> AskAsync(ulong incarnation, CancellationToken cancellationToken)
    {
        var key = incarnation.ToString("x16", CultureInfo.InvariantCulture);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Query;
        Add(command, "@service", cluster.Value.ServiceId);
        Add(command, "@first", key + "/");
        Add(command, "@after", key + "0");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
