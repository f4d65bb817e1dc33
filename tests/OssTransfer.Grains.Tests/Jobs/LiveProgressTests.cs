using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Live;
using OssTransfer.Grains.Jobs.Wire;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>What silos tell of the work that is under way, as a report shows it: two objects of 30 bytes together.</summary>
public sealed class LiveProgressTests
{
    private const long Cost = OssTransfer.Jobs.Progress.RunProgress.ExpectedObjectBytes;

    [Fact]
    public async Task Bytes_in_flight_count_as_they_move()
    {
        var world = new JobWorld();
        var (job, ticket) = await MovingAsync(world);

        await RenewAsync(job, ticket, new(0, 12), new FlightReport([0x61], 20, 12, TimeSpan.FromSeconds(4)) { MovedSince = 12 });
        var view = await JobWorld.ShowAsync(job);

        Assert.Equal((12L, 0L), (view.Bytes.InFlight, view.Bytes.Transferred));
        Assert.Equal(Math.Floor(12.0 / (30 + (2 * Cost)) * 1000) / 10, view.Percent);
        Assert.Equal([new FlightView { Key = "a", Size = 20, Moved = 12, BytesPerSecond = 3, Seconds = 4 }], view.InFlight);
    }

    [Fact]
    public async Task Percent_does_not_go_back_with_an_attempt_that_was_lost_nor_over_a_new_activation()
    {
        var world = new JobWorld();
        var (job, ticket) = await MovingAsync(world);
        await RenewAsync(job, ticket, new(1, 15));
        var before = await JobWorld.ShowAsync(job);
        await JobWorld.GiveBackAsync(job, ticket, null);
        var next = (await JobWorld.PullAsync(job)).Ticket!;
        await RenewAsync(job, next, new(0, 0));
        var after = await JobWorld.ShowAsync(job);

        // It is stored with whatever changes next.
        await job.Commands.CommandAsync("pause", "c2");
        var again = await JobWorld.ShowAsync(await world.ActivateAsync());

        Assert.InRange(before.Percent!.Value, 49, 51);
        Assert.Equal((before.Percent, before.Percent), (after.Percent, again.Percent));
        Assert.Equal(0, after.Bytes.InFlight);
    }

    [Fact]
    public async Task Silo_of_an_older_version_tells_nothing_and_nothing_is_made_up()
    {
        var world = new JobWorld();
        var (job, ticket) = await MovingAsync(world);
        await job.Master.RenewAsync(new("silo@1", [ticket], 0, 0));

        var view = await JobWorld.ShowAsync(job);

        Assert.Equal((null, 0.0), (view.Bytes.InFlight, view.Percent));
        Assert.Empty(view.InFlight);
        Assert.Null(view.Bottleneck);
    }

    [Fact]
    public async Task Time_left_follows_from_what_gets_done()
    {
        var world = new JobWorld();
        var (job, ticket) = await MovingAsync(world);
        for (var second = 0; second <= 20; second++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await job.Master.RenewAsync(new("silo@1", [ticket], 0, 0)
            {
                Done = [new(0, 3 * second / 4)], Measures = new([], 0, 1, 64) { BytesLimit = 1000 },
            });
        }

        // Half of the bytes in twenty seconds, and no object.
        var view = await JobWorld.ShowAsync(job);
        Assert.InRange(view.EtaSeconds!.Value, 12, 22);
        await job.Commands.CommandAsync("pause", "c2");
        Assert.Null((await JobWorld.ShowAsync(job)).EtaSeconds);
    }

    [Theory]
    [InlineData(null, 50)]
    [InlineData(1_000.0, 90)]
    public async Task Under_a_limit_of_the_silo_itself_bytes_decide(double? limit, double percent)
    {
        var world = new JobWorld();
        var (job, ticket) = await MovingAsync(world);
        await job.Master.RenewAsync(new("silo@1", [ticket], 0, 0)
        {
            Done = [new(1, 28)], Measures = new([], 0, 1, 64) { BytesLimit = limit },
        });

        Assert.InRange((await JobWorld.ShowAsync(job)).Percent!.Value, percent, percent + 1);
    }

    [Fact]
    public async Task Rate_is_that_of_the_wire_and_not_above_a_limit()
    {
        var world = new JobWorld();
        var (job, ticket) = await MovingAsync(world, "max-bandwidth: 1MB/s");
        for (var second = 0; second < 30; second++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            var read = second % 10 == 0 ? 1_900_000 : 1_000_000;
            await job.Master.RenewAsync(new("silo@1", [ticket], 0, Bytes: second == 29 ? 50_000_000 : 0) { BytesRead = read });
        }

        Assert.Equal(1_000_000, (await JobWorld.ShowAsync(job)).BytesPerSecond);
    }

    [Fact]
    public void Reports_that_reach_back_beyond_the_window_count_with_their_part()
    {
        var meter = new RateMeter();
        for (var second = 1; second <= 40; second++)
        {
            meter.Add("a", TimeSpan.FromSeconds(second), 1, 100);
            meter.Add("b", TimeSpan.FromSeconds(second + 0.5), 1, 100);
        }

        // Of the last half second one of them has not told yet.
        Assert.Equal((2.0, 195.0), meter.Rates(TimeSpan.FromSeconds(40.5)));
        Assert.Equal((0.0, 0.0), meter.Rates(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void History_reaches_back_to_the_beginning_however_long_it_goes_on()
    {
        var history = new RateHistory();
        history.Add(TimeSpan.FromSeconds(100), 10, 1000, double.PositiveInfinity);
        Assert.Null(history.At(TimeSpan.FromSeconds(109)));
        for (var second = 101; second < 100 + 2400; second++)
        {
            history.Add(TimeSpan.FromSeconds(second), 10, second < 1300 ? 1000 : 3000, double.PositiveInfinity);
        }

        var shown = history.At(TimeSpan.FromSeconds(100 + 2400))!;

        Assert.Equal(20, shown.StepSeconds);
        Assert.Equal([.. Enumerable.Repeat(1000L, 60), .. Enumerable.Repeat(3000L, 60)], shown.BytesPerSecond);
        Assert.All(shown.ObjectsPerSecond, rate => Assert.Equal(10, rate));
    }

    [Fact]
    public void History_shows_no_limit_as_exceeded_and_times_without_reports_as_nothing()
    {
        var history = new RateHistory();
        history.Add(TimeSpan.FromSeconds(0), 1, 50_000, 1000);
        history.Add(TimeSpan.FromSeconds(25), 1, 5_000, 1000);

        Assert.Equal([1000, 0, 500, 0], history.At(TimeSpan.FromSeconds(40))!.BytesPerSecond);
    }

    [Fact]
    public async Task Running_job_tells_how_fast_it_was()
    {
        var world = new JobWorld();
        var (job, ticket) = await MovingAsync(world);
        for (var second = 0; second < 21; second++)
        {
            await job.Master.RenewAsync(new("silo@1", [ticket], 1, Bytes: 0) { BytesRead = 700 });
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var rates = (await JobWorld.ShowAsync(job)).Rates!;

        Assert.Equal((10, 2), (rates.StepSeconds, rates.BytesPerSecond.Count));
        Assert.All(rates.BytesPerSecond, rate => Assert.Equal(700, rate));
        Assert.All(rates.ObjectsPerSecond, rate => Assert.Equal(1, rate));
    }

    [Fact]
    public void Few_objects_are_told_the_largest_and_those_that_take_longest_and_parts_of_one_as_one()
    {
        var flights = Enumerable.Range(0, 20)
            .Select(i => new FlightReport([(byte)i], 1000 - i, i, TimeSpan.FromSeconds(i)))
            .Append(new FlightReport([0], 1000, 400, TimeSpan.FromSeconds(9)) { MovedSince = 7 });

        var few = FlightReport.Few(flights);

        Assert.Equal([0, 1, 2, 19, 18], few.Select(flight => (int)flight.Key[0]));
        Assert.Equal((400L, 7L, TimeSpan.FromSeconds(9)), (few[0].Moved, few[0].MovedSince, few[0].Since));
    }

    private static Task<RenewAnswer> RenewAsync(JobControl job, ShardTicket ticket, ShardDone done, params FlightReport[] flights) =>
        job.Master.RenewAsync(new("silo@1", [ticket], 0, 0) { Done = [done], Flights = flights, BytesRead = 0 });

    private static async Task<(JobControl Job, ShardTicket Ticket)> MovingAsync(JobWorld world, string more = "")
    {
        var job = await world.ListedAsync("check-time: never\n" + more);
        return (job, (await JobWorld.PullAsync(job)).Ticket!);
    }
}
