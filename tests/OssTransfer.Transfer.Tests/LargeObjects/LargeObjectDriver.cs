using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.LargeObjects;

/// <summary>Drives a large object to its end as a shard runner does, without storing the states.</summary>
internal sealed class LargeObjectDriver(Crossing crossing)
{
    private const int MostSteps = 50;

    public async Task<TransferOutcome> MoveAsync(TransferItem item, LargeObjectState? state = null)
    {
        state ??= new() { Index = item.Index };
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var next = LargeObjectPlan.Next(state);
            if (next is LargeObjectAction.Finished finished)
            {
                return finished.Outcome;
            }

            var happened = await crossing.Engine.Large(crossing.Context, item).ActAsync(state, next, TestContext.Current.CancellationToken);
            Assert.IsNotType<LargeObjectEvent.Interrupted>(happened);
            state = LargeObjectPlan.Apply(state, happened);
        }

        throw new InvalidOperationException($"no end after {MostSteps} steps: {LargeObjectPlan.Next(state)}");
    }
}
