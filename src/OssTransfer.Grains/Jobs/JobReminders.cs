namespace OssTransfer.Grains.Jobs;

/// <summary>The reminders of a job's grain.</summary>
internal sealed class JobReminders(JobGrain grain) : IJobReminders
{
    public Task RegisterAsync(string name, TimeSpan due, TimeSpan period) => grain.RegisterOrUpdateReminder(name, due, period);

    public async Task DropAsync(string name)
    {
        if (await grain.GetReminder(name) is { } reminder)
        {
            await grain.UnregisterReminder(reminder);
        }
    }
}
