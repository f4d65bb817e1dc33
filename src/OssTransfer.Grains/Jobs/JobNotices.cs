using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Hands what is new of a job to the outbox, and notes that it did. What a crash, or an outbox that can't be reached, leaves untold is told at the next
/// tick of the job's reminder, under the same name.
/// </summary>
internal sealed class JobNotices(JobKeeper keeper, JobSpecs specs, JobSurroundings around)
{
    /// <summary>Something of the job's state is to be told yet.</summary>
    public bool IsUntold => keeper.State is { } state && Next(state) is not null;

    /// <summary>Tells what is new. That it can't be told keeps no job from going on.</summary>
    public async Task TellAsync()
    {
        if (keeper.State is not { } state || Next(state) is not var (notice, told))
        {
            return;
        }

        try
        {
            await around.Tell(notice);
        }
        catch (Exception exception)
        {
            Log.NotTold(around.Logger, around.JobId, exception.Message);
            return;
        }

        if (keeper.State is { } now && now.Incarnation == state.Incarnation)
        {
            keeper.Change(now with { Told = told });
            await keeper.FlushAsync();
        }
    }

    private (Notice Notice, ToldCondition Told)? Next(JobState state) => NoticeRule.Of(state, specs.Spec.Notify, around.Time.GetUtcNow());
}
