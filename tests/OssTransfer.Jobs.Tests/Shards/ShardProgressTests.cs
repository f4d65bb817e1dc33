using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Jobs.Tests.Shards;

public sealed class ShardProgressTests
{
    private static readonly LargeObjectState Intent = new() { Index = 0 };
    private static readonly LargeObjectState Started = Intent with { Upload = new(1, "upload", 10, new(25, "etag", default)) };

    [Fact]
    public void A_step_that_is_told_again_after_a_later_one_changes_nothing()
    {
        var progress = ShardProgress.Start(1).With([], [new(0, Started)]);

        var late = progress.With([], [new(0, Intent)]);

        Assert.Equal("upload", late.Large[0].Upload?.UploadId);
    }

    [Fact]
    public void A_later_step_replaces_an_earlier_one()
    {
        var progress = ShardProgress.Start(1).With([], [new(0, Intent)]);

        Assert.Equal("upload", progress.With([], [new(0, Started)]).Large[0].Upload?.UploadId);
    }
}
