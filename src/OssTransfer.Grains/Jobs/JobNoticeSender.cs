using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Hands notices of what is new of a job to the outbox, and notes that it did. What a crash, or an outbox that can't be reached, leaves unsent is sent at
/// the next tick of the job's reminder, under the same name.
/// </summary>
internal sealed class JobNoticeSender(JobKeeper keeper, JobSpecs specs, JobEnvironment environment)
{
    /// <summary>A notice of the job's state is not with the outbox yet.</summary>
    public bool HasUnsent => keeper.State is { } state && Next(state) is not null;

    /// <summary>Sends what is new. That it can't be sent keeps no job from going on.</summary>
    public async Task SendAsync()
    {
        if (keeper.State is not { } state || Next(state) is not var (notice, notified))
        {
            return;
        }

        try
        {
            await environment.SendNotice(notice);
        }
        catch (Exception exception)
        {
            Log.NoticeNotAdded(environment.Logger, environment.JobId, exception.Message);
            return;
        }

        if (keeper.State is { } now && now.Incarnation == state.Incarnation)
        {
            keeper.Change(now with { Notified = notified });
            await keeper.FlushAsync();
        }
    }

    private (Notice Notice, NotifiedCondition Condition)? Next(JobState state) => NoticeRule.Of(state, specs.Spec.Notify, environment.Time.GetUtcNow());
}
