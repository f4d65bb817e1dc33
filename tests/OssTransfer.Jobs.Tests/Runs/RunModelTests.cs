using FsCheck.Xunit;
using OssTransfer.Jobs.Tests.Runs.Model;

namespace OssTransfer.Jobs.Tests.Runs;

/// <summary>
/// The protocol under random crashes, repeats, delays, lost answers and stale callers: whatever happens, no object is lost, none is counted twice,
/// and no run is called complete that isn't.
/// </summary>
public sealed class RunModelTests
{
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
