using OssTransfer.Grains.Jobs;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>A job's reminders, by name, with when they tick first.</summary>
internal sealed class MemoryReminders : IJobReminders
{
    public Dictionary<string, TimeSpan> Due { get; } = [];

    public Task RegisterAsync(string name, TimeSpan due, TimeSpan period)
    {
        Due[name] = due;
        return Task.CompletedTask;
    }

    public Task DropAsync(string name)
    {
        Due.Remove(name);
        return Task.CompletedTask;
    }
}
