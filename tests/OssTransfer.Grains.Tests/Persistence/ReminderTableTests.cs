namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>What the table of reminders promises, whatever the database.</summary>
public abstract class ReminderTableTests(SiloFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upsert_then_read_gives_time_and_period()
    {
        var id = NewId();
        var start = new DateTime(2031, 2, 3, 4, 5, 6, 789, DateTimeKind.Utc);
        var etag = await UpsertAsync(id, "sync", start, TimeSpan.FromDays(400));

        var read = await fixture.Reminders.ReadRow(id, "sync", Cancel);

        Assert.Equal(id, read!.GrainId);
        Assert.Equal("sync", read.ReminderName);
        Assert.Equal(start, read.StartAt.ToUniversalTime());
        Assert.Equal(TimeSpan.FromDays(400), read.Period);
        Assert.Equal(etag, read.ETag);
    }

    [Fact]
    public async Task Second_upsert_replaces_and_changes_the_etag()
    {
        var id = NewId();
        var start = new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var first = await UpsertAsync(id, "sync", start, TimeSpan.FromMinutes(1));
        var second = await UpsertAsync(id, "sync", start, TimeSpan.FromMinutes(2));

        var rows = await fixture.Reminders.ReadRows(id, Cancel);

        Assert.NotEqual(first, second);
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.Single(rows.Reminders).Period);
    }

    [Fact]
    public async Task Remove_wants_the_current_etag()
    {
        var id = NewId();
        var old = await UpsertAsync(id, "sync", DateTime.UnixEpoch, TimeSpan.FromMinutes(1));
        var current = await UpsertAsync(id, "sync", DateTime.UnixEpoch, TimeSpan.FromMinutes(1));

        var withOld = await fixture.Reminders.RemoveRow(id, "sync", old, Cancel);
        var withCurrent = await fixture.Reminders.RemoveRow(id, "sync", current, Cancel);
        var again = await fixture.Reminders.RemoveRow(id, "sync", current, Cancel);

        Assert.False(withOld);
        Assert.True(withCurrent);
        Assert.False(again);
        Assert.Empty((await fixture.Reminders.ReadRows(id, Cancel)).Reminders);
    }

    [Fact]
    public async Task Read_of_a_grain_gives_all_of_its_reminders_and_no_others()
    {
        var id = NewId();
        await UpsertAsync(id, "sync", DateTime.UnixEpoch, TimeSpan.FromMinutes(1));
        await UpsertAsync(id, "watch", DateTime.UnixEpoch, TimeSpan.FromMinutes(1));
        await UpsertAsync(NewId(), "watch", DateTime.UnixEpoch, TimeSpan.FromMinutes(1));

        var rows = await fixture.Reminders.ReadRows(id, Cancel);

        Assert.Equal(["sync", "watch"], rows.Reminders.Select(row => row.ReminderName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0u, 0x7fffffffu)]
    [InlineData(0x40000000u, 0xc0000000u)]
    [InlineData(0xc0000000u, 0x40000000u)]
    [InlineData(0x80000000u, 0xffffffffu)]
    [InlineData(0u, 0u)]
    [InlineData(0x90000000u, 0x90000000u)]
    public async Task Read_of_a_range_gives_hashes_after_its_begin_up_to_its_end(uint begin, uint end)
    {
        var ids = Enumerable.Range(0, 64).Select(_ => NewId()).ToArray();
        foreach (var id in ids)
        {
            await UpsertAsync(id, "range", DateTime.UnixEpoch, TimeSpan.FromMinutes(1));
        }

        var rows = await fixture.Reminders.ReadRows(begin, end, Cancel);

        var found = rows.Reminders.Select(row => row.GrainId).ToHashSet();
        Assert.All(ids, id => Assert.Equal(IsWithin(id.GetUniformHashCode()), found.Contains(id)));

        bool IsWithin(uint hash) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    }

    [Fact]
    public async Task Grain_registers_finds_and_removes_its_reminders()
    {
        var grain = fixture.Grains.GetGrain<INoteGrain>("reminded");
        await grain.RemindAsync("one");
        await grain.RemindAsync("two");
        await grain.RemindAsync("two");
        await grain.ForgetAsync("one");

        Assert.Equal(["two"], await grain.RemindersAsync());
    }

    private static GrainId NewId() => GrainId.Create("test", Guid.NewGuid().ToString());

    private async Task<string> UpsertAsync(GrainId id, string name, DateTime start, TimeSpan period) =>
        (await fixture.Reminders.UpsertRow(new() { GrainId = id, ReminderName = name, StartAt = start, Period = period }, Cancel))!;
}
