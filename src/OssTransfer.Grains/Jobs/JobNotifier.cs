using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Masters;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Keeps the directory and the reminders at what a job needs: one change after the other. What a crash leaves unsaid the next activation says.
/// </summary>
internal sealed class JobNotifier(JobKeeper keeper, JobSpecs specs, Func<bool> isUntold, JobSurroundings around)
{
    private const string SyncReminder = "sync";
    private const string WatchReminder = "watch";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private Notice? _known;
    private IDisposable? _resuming;
    private Task _notifying = Task.CompletedTask;

    /// <summary>What the job needs of the silos.</summary>
    public MasterNeed Need => keeper.State?.Status switch
    {
        JobStatus.Ready => MasterNeed.Turn,
        JobStatus.Running => MasterNeed.Master,
        JobStatus.Pausing or JobStatus.Stopping or JobStatus.Removing => MasterNeed.Ending,
        _ => MasterNeed.None,
    };

    private Notice Latest => new(Need, keeper.State is { Status: JobStatus.Waiting } state ? state.NextPassAt : null, Need != MasterNeed.None || isUntold());

    /// <summary>
    /// Answers when directory and reminders know the latest: a call that finds another one under way waits for it, and says what is new,
    /// or what that one could not.
    /// </summary>
    public async Task NotifyAsync()
    {
        while (keeper.State is not null && _known != Latest)
        {
            if (_notifying.IsCompleted)
            {
                _notifying = NotifyOnceAsync();
            }

            await _notifying;
        }
    }

    /// <summary>
    /// Says soon what an earlier activation may not have come to say: a state can be stored while what it needed before is still being told.
    /// </summary>
    public void Resume()
    {
        if (Need != MasterNeed.None)
        {
            _resuming ??= around.StartTimer(
                async _ =>
                {
                    await NotifyAsync();
                    _resuming?.Dispose();
                },
                Soon);
        }
    }

    /// <summary>The directory hears it again now and then: what it was told before may arrive late, behind what it was told since.</summary>
    public Task RepeatAsync() => keeper.State is null ? Task.CompletedTask : around.Directory.NotifyAsync(Need);

    /// <summary>Nothing wakes this job any more. Should this end half-way, the next reminder goes on with it.</summary>
    public async Task ForgetAsync()
    {
        await around.Directory.ForgetAsync();
        await around.Reminders.DropAsync(SyncReminder);
        await around.Reminders.DropAsync(WatchReminder);
        _known = null;
    }

    private async Task NotifyOnceAsync()
    {
        // Known as under way before it begins.
        await Task.Yield();
        if (keeper.State is not null)
        {
            var notice = Latest;
            if (notice.Need == MasterNeed.None)
            {
                // That nothing needs to wake it is told once it is stored: who stood still finds here that somebody else has the job by now.
                await keeper.FlushAsync();
                notice = Latest;
            }

            await NotifyAsync(notice);
            _known = notice;
        }
    }

    private async Task NotifyAsync(Notice notice)
    {
        await around.Directory.NotifyAsync(notice.Need);
        if (notice.IsWatched)
        {
            await around.Reminders.RegisterAsync(WatchReminder, Minute, Minute);
        }

        if (notice.NextPassAt is { } next)
        {
            var due = next - around.Time.GetUtcNow();
            var interval = specs.Policy.Interval ?? Minute;
            await around.Reminders.RegisterAsync(SyncReminder, due > TimeSpan.Zero ? due : TimeSpan.Zero, interval < Minute ? interval : Minute);
        }

        // The next one is registered before the old one is removed, so that no crash leaves the job without any. What is needed by now stays.
        if (!notice.IsWatched && !Latest.IsWatched)
        {
            await around.Reminders.DropAsync(WatchReminder);
        }

        if (notice.NextPassAt is null && Latest.NextPassAt is null)
        {
            await around.Reminders.DropAsync(SyncReminder);
        }
    }

    private readonly record struct Notice(MasterNeed Need, DateTimeOffset? NextPassAt, bool IsWatched);
}
