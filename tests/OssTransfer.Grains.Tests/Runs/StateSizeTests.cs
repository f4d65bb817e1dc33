namespace OssTransfer.Grains.Tests.Runs;

public sealed class StateSizeTests
{
    [Fact]
    public async Task Status_shows_what_the_states_of_a_job_take()
    {
        const int Objects = 3000;
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < Objects; i++)
        {
            bench.Server.Buckets["origin"].Put($"folder{i % 9}/file{i:d5}.jpg", BitConverter.GetBytes(i));
        }

        var none = (await bench.Jobs.StatusAsync(TestContext.Current.CancellationToken)).Count;
        var done = await bench.RunAsync(bench.CloudJob("sized"));
        var other = await bench.RunAsync(bench.CloudJob("other", "src-include: **/*00.jpg\ndes-prefix: other"));

        Assert.Equal(0, none);
        Assert.Equal(bench.CountBytes(), done.StateBytes + other.StateBytes);
        // A digest is 16 bytes that nothing compresses.
        Assert.InRange(done.StateBytes / Objects, 16, 60);
        Assert.InRange(other.StateBytes, 1, done.StateBytes / 10);
    }
}
