using OssTransfer.Grains.Jobs;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>What is durable of a job.</summary>
internal sealed class MemoryDatabase
{
    public JobRow Row { get; private set; } = new();

    public int Version { get; private set; }

    /// <summary>What a write waits for; null: nothing.</summary>
    public Task? Wait { get; set; }

    public int Write(int expected, JobRow row)
    {
        if (expected != Version)
        {
            throw new InvalidOperationException($"Version {Version} is there, not {expected}: another activation has written.");
        }

        Row = row;
        return ++Version;
    }
}
