using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Storage;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Moving;

/// <summary>The jobs in a SQLite file as they are stored, read without a silo. What only a silo knows (rates, what is under way) isn't there.</summary>
public static class StoredJobs
{
    /// <summary>All of them, by name; none where there is no file, or nothing was ever stored in it. Nothing is changed, whoever has the file open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="serviceId">The service whose states they are.</param>
    /// <exception cref="DatabaseException">It can't be read, is of a newer version, or its jobs have moved to a cluster.</exception>
    public static IReadOnlyList<JobView> Read(string path, string serviceId)
    {
        try
        {
            using var states = File.Exists(path) ? SqliteStates.OpenToRead(path, serviceId) : null;
            return states is null ? [] : Read(states);
        }
        catch (SqliteException exception) when (SqliteErrors.ExplainReading(exception, path) is { } explained)
        {
            throw explained;
        }
        catch (Exception exception) when (exception is not DatabaseException)
        {
            // Bytes that nobody wrote so, or a newer version did, fail in many ways.
            throw new DatabaseException(
                DatabaseProblem.Damaged,
                $"What is stored in {path} cannot be read: {exception.Message} A newer version of the program may have stored it.",
                exception);
        }
    }

    private static List<JobView> Read(SqliteStates states)
    {
        using var services = new ServiceCollection().AddSerializer(builder => builder.AddAssembly(typeof(JobRow).Assembly)).BuildServiceProvider();
        var storage = new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>());
        return
        [
            .. states.Named("job")
                .Select(row => storage.Deserialize<JobRow>(new(row.Payload))?.State)
                .OfType<byte[]>()
                .Where(state => state.Length > 0)
                .Select(state => JobStateCodec.Decode(state))
                .ToList()
                .Select(state => JobReports.Of(state, OpenShards(states, storage, state), LiveNumbers.None))
                .OrderBy(job => job.JobId, StringComparer.Ordinal),
        ];
    }

    /// <summary>What is durable of shards that aren't finished: the state counts it only when they are.</summary>
    private static ShardResult OpenShards(SqliteStates states, OrleansGrainStorageSerializer storage, JobState state)
    {
        if (state.Run is not { Open.Count: > 0 } run)
        {
            return ShardResult.Empty;
        }

        var open = run.Open.Keys.Select(number => new ShardId(run.Number, ShardKind.Move, 0, number).ToGrainKey(state.Incarnation)).ToHashSet();
        var begun = states.KeysBelow("shard-progress", string.Create(CultureInfo.InvariantCulture, $"{state.Incarnation:x16}/{run.Number}"));
        return begun.Where(open.Contains).Select(key => ResultOf(states, storage, key)).Aggregate(ShardResult.Empty, (sum, result) => sum.Add(result));
    }

    private static ShardResult ResultOf(SqliteStates states, OrleansGrainStorageSerializer storage, string key)
    {
        if (Stored<ManifestRow>(states.Find("shard-manifest", key)) is not { Payload.Length: > 0 } planned
            || Stored<ProgressRow>(states.Find("shard-progress", key)) is not { } worked)
        {
            return ShardResult.Empty;
        }

        var manifest = ManifestCodec.Decode(planned.Payload);
        return ShardResult.Of(manifest, ProgressCodec.Decode(manifest, worked.Payload));

        T? Stored<T>(StateRow? row)
            where T : class => row is null ? null : storage.Deserialize<T>(new(row.Payload));
    }
}
