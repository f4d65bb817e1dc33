using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using OssTransfer.Grains.Persistence;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresMembershipTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2031, 2, 3, 4, 5, 6, 789, DateTimeKind.Utc);

    private PostgresTestDatabase? _database;
    private NpgsqlDataSource? _source;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PostgresPlace Place => _database!.Place;

    public async ValueTask InitializeAsync()
    {
        PostgresSilo.SkipWithoutServer();
        _database = await PostgresTestDatabase.CreateAsync();
        await StateDatabase.PrepareAsync(Place, TimeProvider.System, _ => { }, Cancel);
        _source = PostgresSource.Open(Place);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task New_table_is_empty_and_has_a_version_once()
    {
        var first = await TableAsync();
        var second = await TableAsync();

        var read = await first.ReadAllAsync(Cancel);

        Assert.Empty(read.Members);
        Assert.Equal(0, read.Version.Version);
        Assert.Equal(0, (await second.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task Member_is_read_as_it_was_written()
    {
        var table = await TableAsync();
        var entry = Entry(1, SiloStatus.Joining);

        var inserted = await table.InsertRowAsync(entry, await NextAsync(table), Cancel);

        Assert.True(inserted);
        var all = await table.ReadAllAsync(Cancel);
        var one = await table.ReadRowAsync(entry.SiloAddress, Cancel);
        Assert.Equal(1, all.Version.Version);
        Assert.Equal(1, one.Version.Version);
        AssertEqual(entry, Assert.Single(all.Members).Item1);
        AssertEqual(entry, Assert.Single(one.Members).Item1);
        Assert.Empty((await table.ReadRowAsync(Entry(2, SiloStatus.Active).SiloAddress, Cancel)).Members);
    }

    [Fact]
    public async Task Of_many_changes_from_the_same_knowledge_one_is_made()
    {
        var table = await TableAsync();
        var version = await NextAsync(table);

        var inserted = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(port => Task.Run(() => table.InsertRowAsync(Entry(port, SiloStatus.Joining), version, Cancel))));
        var second = await NextAsync(table);
        var member = (await table.ReadAllAsync(Cancel)).Members[0].Item1;
        member.Status = SiloStatus.Active;
        var updated = await Task.WhenAll(Enumerable.Range(1, 8).Select(_ => Task.Run(() => table.UpdateRowAsync(member, second.VersionEtag, second, Cancel))));

        Assert.Single(inserted, done => done);
        Assert.Single(updated, done => done);
        var read = await table.ReadAllAsync(Cancel);
        Assert.Equal(2, read.Version.Version);
        Assert.Equal(SiloStatus.Active, Assert.Single(read.Members).Item1.Status);
    }

    [Fact]
    public async Task Change_that_cannot_be_made_leaves_the_version_alone()
    {
        var table = await TableAsync();
        await table.InsertRowAsync(Entry(1, SiloStatus.Active), await NextAsync(table), Cancel);
        var next = await NextAsync(table);

        var twice = await table.InsertRowAsync(Entry(1, SiloStatus.Active), next, Cancel);
        var unknown = await table.UpdateRowAsync(Entry(2, SiloStatus.Dead), next.VersionEtag, next, Cancel);

        Assert.False(twice);
        Assert.False(unknown);
        Assert.Equal(1, (await table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task Votes_and_signs_of_life_are_kept()
    {
        var table = await TableAsync();
        var entry = Entry(1, SiloStatus.Active);
        await table.InsertRowAsync(entry, await NextAsync(table), Cancel);
        var alive = Entry(1, SiloStatus.Active);
        alive.IAmAliveTime = Start.AddMinutes(1);
        await table.UpdateIAmAliveAsync(alive, Cancel);
        entry.SuspectTimes = [Tuple.Create(Entry(2, SiloStatus.Active).SiloAddress, Start.AddSeconds(3))];
        var next = await NextAsync(table);

        await table.UpdateRowAsync(entry, next.VersionEtag, next, Cancel);

        var read = Assert.Single((await table.ReadAllAsync(Cancel)).Members).Item1;
        Assert.Equal(2, next.Version);
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
        Assert.Equal(Start.AddMinutes(1), read.IAmAliveTime);
    }

    [Fact]
    public async Task Cleanup_removes_dead_members_of_long_ago_only()
    {
        var table = await TableAsync();
        var suspected = Entry(1, SiloStatus.Dead);
        suspected.SuspectTimes = [Tuple.Create(Entry(2, SiloStatus.Active).SiloAddress, Start.AddSeconds(3))];
        var recent = Entry(4, SiloStatus.Dead);
        recent.IAmAliveTime = Start.AddDays(9);
        foreach (var entry in new[] { Entry(1, SiloStatus.Joining), Entry(2, SiloStatus.Active), Entry(3, SiloStatus.Dead), recent })
        {
            await table.InsertRowAsync(entry, await NextAsync(table), Cancel);
        }

        var next = await NextAsync(table);
        Assert.True(await table.UpdateRowAsync(suspected, next.VersionEtag, next, Cancel));

        await table.CleanupDefunctSiloEntriesAsync(Start.AddDays(7), Cancel);

        Assert.Equal([2, 4], (await table.ReadAllAsync(Cancel)).Members.Select(member => member.Item1.SiloAddress.Endpoint.Port).Order());
    }

    [Fact]
    public async Task Tables_of_two_clusters_do_not_meet_and_one_can_be_deleted()
    {
        var one = await TableAsync("one");
        var two = await TableAsync("two");
        await one.InsertRowAsync(Entry(1, SiloStatus.Active), await NextAsync(one), Cancel);
        await two.InsertRowAsync(Entry(1, SiloStatus.Active), await NextAsync(two), Cancel);

        await one.DeleteMembershipTableEntriesAsync("one", Cancel);

        Assert.Equal(0L, await _database!.ExecuteAsync("SELECT count(*) FROM OrleansMembershipVersionTable WHERE DeploymentId = 'one'"));
        Assert.Single((await two.ReadAllAsync(Cancel)).Members);
    }

    [Fact]
    public async Task Three_silos_join_share_states_and_declare_one_that_is_cut_off_dead()
    {
        await using var first = await ClusterSilo.StartAsync(Place, "first");
        await using var second = await ClusterSilo.StartAsync(Place, "second");
        await using var third = await ClusterSilo.StartAsync(Place, "third");
        var joined = await first.Table.ReadAllAsync(Cancel);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => third.Grains.GetGrain<INoteGrain>($"{i}").WriteAsync([(byte)i])));

        await third.CutOffAsync();
        var dead = await MemberWhenAsync(first.Table, third.Address, SiloStatus.Dead);

        Assert.Equal(3, joined.Members.Count(member => member.Item1.Status == SiloStatus.Active));
        Assert.NotEmpty(dead.SuspectTimes!);
        Assert.DoesNotContain(third.Address, dead.SuspectTimes!.Select(vote => vote.Item1));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal([(byte)i], await ReadAsync(second.Grains.GetGrain<INoteGrain>($"{i}")));
        }
    }

    // While the news of a death travels, calls to the dead silo's grains fail: their callers try again.
    private static async Task<byte[]> ReadAsync(INoteGrain grain)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return (await grain.ReadAsync())!;
            }
            catch (Exception exception) when (exception is SiloUnavailableException or OrleansMessageRejectionException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, timeout.Token);
            }
        }
    }

    private static async Task<MembershipEntry> MemberWhenAsync(IMembershipTable table, SiloAddress silo, SiloStatus status)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var read = await table.ReadRowAsync(silo, timeout.Token);
            if (read.Members is [var (entry, _)] && entry.Status == status)
            {
                return entry;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, timeout.Token);
        }
    }

    private static async Task<TableVersion> NextAsync(AdoNetClusteringTable table) => (await table.ReadAllAsync(Cancel)).Version.Next();

    private static MembershipEntry Entry(int port, SiloStatus status) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Parse("10.1.2.3"), port), 7),
        SiloName = "node",
        HostName = "host",
        Status = status,
        ProxyPort = 0,
        StartTime = Start,
        IAmAliveTime = Start,
    };

    private static void AssertEqual(MembershipEntry expected, MembershipEntry read)
    {
        Assert.Equal(expected.SiloAddress, read.SiloAddress);
        Assert.Equal((expected.SiloName, expected.HostName, expected.Status, expected.ProxyPort), (read.SiloName, read.HostName, read.Status, read.ProxyPort));
        Assert.Equal((expected.StartTime, expected.IAmAliveTime), (read.StartTime, read.IAmAliveTime));
    }

    private async Task<AdoNetClusteringTable> TableAsync(string cluster = "test")
    {
        var table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "test" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", DataSource = _source }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(true, Cancel);
        return table;
    }
}
