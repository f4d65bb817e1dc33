using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Reports;

public sealed class ShardMapTests
{
    [Fact]
    public void A_hundred_thousand_shards_are_a_few_hundred_cells_that_count_each_once()
    {
        var state = With(run => run with
        {
            List = run.List with { Shards = 100_000 },
            Open = run.Open.AddRange(Enumerable.Range(50_000, 400).Select(number => KeyValuePair.Create(number, 1UL))),
            Flawed = run.Flawed.Add("destination-denied", ShardSet.Empty.Add(7).Add(99_999)).Add("conflict", ShardSet.Empty.Add(7).Add(50_001)),
        });

        var map = ShardMap.Of(state, new Dictionary<int, string> { [50_000] = "m1", [50_399] = "m2", [99_998] = "is not open" });

        Assert.InRange(map.Cells.Count, 100, ShardMap.MostCells);
        Assert.Equal((100_000, 398, 2, 2), (map.Shards, map.Waiting, map.Held, map.Flawed));
        Assert.Equal(100_000, map.Cells.Sum(cell => cell.Shards));
        Assert.Equal((398, 2, 2), (map.Cells.Sum(cell => cell.Waiting), map.Cells.Sum(cell => cell.Held), map.Cells.Sum(cell => cell.Flawed)));
        Assert.All(map.Cells, cell => Assert.InRange(cell.Waiting + cell.Held + cell.Flawed!.Value, 0, cell.Shards));
        Assert.Equal(["m1", "m2"], map.Cells.SelectMany(cell => cell.Machines));
        Assert.Equal(1, map.Cells[0].Flawed);
    }

    [Fact]
    public void Where_an_older_version_counted_nobody_knows_which_shards_failed()
    {
        var state = With(run => run with
        {
            List = run.List with { Shards = 2 },
            Moved = ShardResult.Empty.Add(ObjectKey.From("a"), OutcomeKind.Failed, ProofKind.None, false),
        });

        var map = ShardMap.Of(state, new Dictionary<int, string>());

        Assert.Null(map.Flawed);
        Assert.All(map.Cells, cell => Assert.Null(cell.Flawed));
    }

    [Fact]
    public void Before_anything_is_planned_there_are_no_cells() =>
        Assert.Empty(ShardMap.Of(Runs.Jobs.New(), new Dictionary<int, string>()).Cells);

    private static JobState With(Func<RunState, RunState> change) => Runs.Jobs.Running() is { } state ? state with { Run = change(state.Run!) } : null!;
}
