namespace OssTransfer.Grains.Jobs;

/// <summary>What wakes a job again and again, whatever ends meanwhile.</summary>
internal interface IJobReminders
{
    /// <summary>Registers a reminder, or gives it other times.</summary>
    Task RegisterAsync(string name, TimeSpan due, TimeSpan period);

    /// <summary>Removes a reminder, if it is there.</summary>
    Task DropAsync(string name);
}
