namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>What outlives a silo, whatever the database.</summary>
public abstract class RestartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task State_and_reminders_outlive_the_silo(bool inGoodOrder)
    {
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<INoteGrain>("a").WriteAsync([1, 2, 3]);
        await silo.Grains.GetGrain<INoteGrain>("a").RemindAsync("later");
        await silo.Grains.GetGrain<INoteGrain>("b").WriteAsync([4]);
        await silo.Grains.GetGrain<INoteGrain>("b").ClearAsync();

        await (inGoodOrder ? silo.StopAsync() : silo.KillAsync());
        await silo.StartAgainAsync();

        Assert.Equal([1, 2, 3], await silo.Grains.GetGrain<INoteGrain>("a").ReadAsync());
        Assert.Equal(["later"], await silo.Grains.GetGrain<INoteGrain>("a").RemindersAsync());
        Assert.Null(await silo.Grains.GetGrain<INoteGrain>("b").ReadAsync());
    }

    protected abstract Task<IStateSilo> StartAsync();
}
