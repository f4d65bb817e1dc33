using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests;

public sealed class TransferTracesTests
{
    [Fact]
    public void While_nobody_listens_nothing_is_made()
    {
        var context = new TransferContext(null!, null!, new());
        var item = new TransferItem(0, ObjectKey.From("a"), ObjectKey.From("a"), 1, null, null, "t");
        var outcome = new TransferOutcome(0, OutcomeKind.Transferred);
        Trace();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Trace();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Trace()
        {
            using var activity = TransferTraces.Object(context, item);
            TransferTraces.End(activity, outcome);
        }
    }
}
