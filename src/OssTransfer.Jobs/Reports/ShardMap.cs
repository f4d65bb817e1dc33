using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Reports;

/// <summary>Draws the map of a run's shards from what its master knows. Pure.</summary>
public static class ShardMap
{
    /// <summary>Most cells of a map.</summary>
    public const int MostCells = 240;

    private const int MostMachines = 3;

    /// <summary>The map.</summary>
    /// <param name="state">The job.</param>
    /// <param name="holders">The machine that holds a shard, by the shard's number.</param>
    public static ShardMapView Of(JobState state, IReadOnlyDictionary<int, string> holders)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(holders);
        if (state.Run is not { List.Shards: > 0 and var shards } run)
        {
            return new() { JobId = state.JobId, Run = state.Run?.Number ?? 0 };
        }

        var perCell = (shards + MostCells - 1) / MostCells;
        var flawed = run.KnowsFlawed ? run.Flawed.Values.Aggregate(ShardSet.Empty, (union, set) => union.Union(set)) : null;
        var cells = new ShardCell[(shards + perCell - 1) / perCell];
        for (var i = 0; i < cells.Length; i++)
        {
            var first = i * perCell;
            var below = Math.Min(first + perCell, shards);
            cells[i] = new()
            {
                First = first,
                Shards = below - first,
                Flawed = flawed?.Numbers(first, below).Count(number => !run.Open.ContainsKey(number)),
            };
        }

        foreach (var open in run.Open.Keys.Where(number => number < shards).GroupBy(number => number / perCell))
        {
            var held = open.Where(holders.ContainsKey).ToList();
            cells[open.Key] = cells[open.Key] with
            {
                Held = held.Count,
                Waiting = open.Count() - held.Count,
                Machines = [.. held.Select(number => holders[number]).Distinct().Order(StringComparer.Ordinal).Take(MostMachines)],
            };
        }

        return new()
        {
            JobId = state.JobId,
            Run = run.Number,
            Shards = shards,
            Waiting = cells.Sum(cell => cell.Waiting),
            Held = cells.Sum(cell => cell.Held),
            Flawed = flawed is null ? null : cells.Sum(cell => cell.Flawed),
            ShardsPerCell = perCell,
            Cells = cells,
        };
    }
}
