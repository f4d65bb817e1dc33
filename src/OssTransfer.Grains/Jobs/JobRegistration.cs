using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Keeps the registry and the reminders at what a job needs: one change after the other. What a crash leaves undone the next activation does.
/// </summary>
internal sealed class JobRegistration(JobKeeper keeper, JobSpecs specs, Func<bool> hasUnsentNotices, JobEnvironment environment)
{
    private const string SyncReminder = "sync";
    private const string WatchReminder = "watch";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private Needs? _published;
    private IDisposable? _resuming;
    private Task _publishing = Task.CompletedTask;

    /// <summary>What the job needs of the silos.</summary>
    public JobNeed Need => keeper.State?.Status switch
    {
        JobStatus.Ready => JobNeed.Turn,
        JobStatus.Running => JobNeed.Run,
        JobStatus.Pausing or JobStatus.Stopping or JobStatus.Removing => JobNeed.Ending,
        _ => JobNeed.None,
    };

    private Needs Latest =>
        new(
            Need,
            keeper.State?.Status ?? JobStatus.None,
            keeper.State is { Status: JobStatus.Waiting } state ? state.NextPassAt : null,
            Need != JobNeed.None || hasUnsentNotices());

    /// <summary>
    /// Answers when registry and reminders know the latest: a call that finds another one under way waits for it, and says what is new,
    /// or what that one could not.
    /// </summary>
    public async Task PublishAsync()
    {
        while (keeper.State is not null && _published != Latest)
        {
            if (_publishing.IsCompleted)
            {
                _publishing = PublishOnceAsync();
            }

            await _publishing;
        }
    }

    /// <summary>
    /// Publishes soon what an earlier activation may not have got to: a state can be stored while what it needed before is still being published.
    /// </summary>
    public void Resume()
    {
        if (Need != JobNeed.None)
        {
            _resuming ??= environment.StartTimer(
                async _ =>
                {
                    await PublishAsync();
                    _resuming?.Dispose();
                },
                Soon);
        }
    }

    /// <summary>The registry hears it again now and then: an earlier call may arrive late, behind a later one.</summary>
    public Task RepeatAsync() => keeper.State is null ? Task.CompletedTask : environment.Registry.NotifyAsync(Need, keeper.State.Status);

    /// <summary>Nothing wakes this job any more. Should this end half-way, the next reminder goes on with it.</summary>
    public async Task ForgetAsync()
    {
        await environment.Registry.ForgetAsync();
        await environment.Reminders.DropAsync(SyncReminder);
        await environment.Reminders.DropAsync(WatchReminder);
        _published = null;
    }

    private async Task PublishOnceAsync()
    {
        // Known as under way before it begins.
        await Task.Yield();
        if (keeper.State is not null)
        {
            var needs = Latest;
            if (needs.Need == JobNeed.None)
            {
                // That nothing needs to wake it is published once it is stored: an activation that was frozen fails this write, and so learns that another
                // one has the job by now.
                await keeper.FlushAsync();
                needs = Latest;
            }

            await PublishAsync(needs);
            _published = needs;
        }
    }

    private async Task PublishAsync(Needs needs)
    {
        await environment.Registry.NotifyAsync(needs.Need, needs.Status);
        if (needs.IsWatched)
        {
            await environment.Reminders.RegisterAsync(WatchReminder, Minute, Minute);
        }

        if (needs.NextPassAt is { } next)
        {
            var due = next - environment.Time.GetUtcNow();
            var interval = specs.Policy.Interval ?? Minute;
            await environment.Reminders.RegisterAsync(SyncReminder, due > TimeSpan.Zero ? due : TimeSpan.Zero, interval < Minute ? interval : Minute);
        }

        // The next one is registered before the old one is removed, so that no crash leaves the job without any. What is needed by now stays.
        if (!needs.IsWatched && !Latest.IsWatched)
        {
            await environment.Reminders.DropAsync(WatchReminder);
        }

        if (needs.NextPassAt is null && Latest.NextPassAt is null)
        {
            await environment.Reminders.DropAsync(SyncReminder);
        }
    }

    private readonly record struct Needs(JobNeed Need, JobStatus Status, DateTimeOffset? NextPassAt, bool IsWatched);
}
