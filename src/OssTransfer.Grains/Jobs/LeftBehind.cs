using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Names what a job leaves at its destination where it can't be cleaned up.</summary>
internal static class LeftBehind
{
    /// <summary>Told in the log: of a job that is removed nothing else is left to tell it.</summary>
    public static void Tell(JobSurroundings around, JobState state, string why)
    {
        var spec = JobConfigs.Spec(state.JobId, (state.CleansUpWith ?? WorkConfig.Of(state)).Config);
        Log.LeftBehind(around.Logger, state.JobId, spec.Destination is { Disk: { } disk } ? $"'{disk.Path}'" : PlaceOf(spec), why);
    }

    private static string PlaceOf(JobSpec spec) => spec.Destination.Cloud is { } cloud ? $"bucket '{cloud.Bucket}' at {cloud.Endpoint}" : "its destination";
}
