using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Planning;

public sealed class ShardCutterTests
{
    [Fact]
    public void Few_large_objects_are_work_for_many_machines()
    {
        var cutter = new ShardCutter(new(), tellsEnded: false);
        var shards = new List<int>();

        for (var i = 0; i < 32; i++)
        {
            var key = ObjectKey.From($"{i:d2}");
            cutter.Add(new(key, new(key, EntryAction.Send, new(64 << 20, null, null))));
            if (cutter.IsFull)
            {
                shards.AddRange(cutter.Drain().Select(segment => segment.Manifest!.Entries.Count));
            }
        }

        Assert.Equal(Enumerable.Repeat(4, 8), shards);
    }
}
