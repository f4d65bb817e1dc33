using System.Globalization;
using Microsoft.Data.Sqlite;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.StateMoves;

/// <summary>The jobs in a SQLite file as they are stored, read without a silo. What only a silo knows (rates, what is under way) isn't there.</summary>
public static class StoredJobs
{
    /// <summary>All of them, by name; none where there is no file, or nothing was ever stored in it. Nothing is changed, whatever has the file open.</summary>
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
            // Damaged bytes, or those of a newer version, fail in many ways.
            throw new DatabaseException(
                DatabaseProblem.Damaged,
                $"What is stored in {path} cannot be read: {exception.Message} A newer version of the program may have stored it.",
                exception);
        }
    }

    private static List<JobView> Read(SqliteStates states)
    {
        using var forms = new StoredForms();
        return
        [
            .. states.Named("job")
                .Select(forms.JobIn)
                .OfType<JobState>()
                .ToList()
                .Select(state => JobSnapshots.Of(state, OpenShards(states, forms, state), LiveNumbers.None, KeyMapping.For(JobConfigs.Spec(state))))
                .OrderBy(job => job.JobId, StringComparer.Ordinal),
        ];
    }

    /// <summary>What is durable of shards that aren't finished: the state counts it only when they are.</summary>
    private static ShardResult OpenShards(SqliteStates states, StoredForms forms, JobState state)
    {
        if (state.Run is not { Open.Count: > 0 } run)
        {
            return ShardResult.Empty;
        }

        var open = run.OpenShards().Select(shard => shard.ToGrainKey(state.Incarnation)).ToHashSet();
        var begun = states.KeysBelow("shard-progress", string.Create(CultureInfo.InvariantCulture, $"{state.Incarnation:x16}/{run.Number}"));
        return begun.Where(open.Contains).Select(key => ResultOf(states, forms, key)).Aggregate(ShardResult.Empty, (sum, result) => sum.Add(result));
    }

    private static ShardResult ResultOf(SqliteStates states, StoredForms forms, string key)
    {
        if (forms.Read<ManifestRow>(states.Find("shard-manifest", key)) is not { Payload.Length: > 0 } planned
            || forms.Read<ProgressRow>(states.Find("shard-progress", key)) is not { } worked)
        {
            return ShardResult.Empty;
        }

        var manifest = ManifestCodec.Decode(planned.Payload);
        return ShardResult.Of(manifest, ProgressCodec.Decode(manifest, worked.Payload));
    }
}
