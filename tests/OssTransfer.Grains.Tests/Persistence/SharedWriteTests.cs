using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class SharedWriteTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    /// <summary>Outside of a grain a write may have ended before anybody has taken note of it: nobody waits for that one again and again.</summary>
    [Fact]
    public async Task All_that_was_noted_is_written_however_soon_a_write_ends()
    {
        const int Changes = 50_000;
        var (noted, stored) = (0, 0);
        var write = new SharedWrite(
            "It",
            () =>
            {
                stored = noted;
                return Task.CompletedTask;
            },
            () => { });

        await Task.Run(ChangeAsync, TestContext.Current.CancellationToken).WaitAsync(Bound, TestContext.Current.CancellationToken);

        Assert.Equal((Changes, true), (stored, write.IsDurable));

        async Task ChangeAsync()
        {
            for (var i = 0; i < Changes; i++)
            {
                noted++;
                write.Note();
                await write.FlushAsync();
            }
        }
    }
}
