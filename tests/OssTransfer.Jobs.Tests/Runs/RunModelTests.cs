using FsCheck.Xunit;
using OssTransfer.Jobs.Tests.Runs.Model;

namespace OssTransfer.Jobs.Tests.Runs;

/// <summary>
/// The protocol under random crashes, repeats, delays, lost answers and stale callers: whatever happens, no object is lost, none is counted twice,
/// and no run is called complete that isn't.
/// </summary>
public sealed class RunModelTests
{
    /// <summary>Schedules of the soak; <c>OSSTRANSFER_TEST_SCHEDULES</c> asks for more, and <c>OSSTRANSFER_TEST_FIRST_SCHEDULE</c> for other ones.</summary>
    [Fact]
    public void Long_schedules_end_with_every_object_once()
    {
        var first = Setting("OSSTRANSFER_TEST_FIRST_SCHEDULE", 1);
        for (var seed = first; seed < first + Setting("OSSTRANSFER_TEST_SCHEDULES", 300); seed++)
        {
            // The seed is all that is needed to see it again.
#pragma warning disable CA5394
            var random = new Random(seed);
            var schedule = new byte[random.Next(600)];
            random.NextBytes(schedule);
#pragma warning restore CA5394
            try
            {
                Any_schedule_ends_with_every_object_once(seed, schedule);
            }
            catch (Exception exception)
            {
                Assert.Fail($"schedule {seed}: {exception}");
            }
        }
    }

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : standard;

    [Property(MaxTest = 500, EndSize = 300)]
    public void Any_schedule_ends_with_every_object_once(int seed, byte[] schedule)
    {
        var world = new ModelWorld(seed);
        foreach (var part in (schedule ?? []).Chunk(Math.Max(1, ((schedule?.Length ?? 0) + 2) / 3)))
        {
            Array.ForEach(part, world.Do);
            world.Drain();
            world.StartNextRun();
        }

        world.Drain();
    }
}
