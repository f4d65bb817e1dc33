using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Names the uploads that a job leaves unfinished at its destination where they can't be cleaned up.</summary>
internal static class UploadsLeft
{
    /// <summary>For people; written to the log of this machine, too.</summary>
    public static string Name(JobEnvironment environment, JobState state, string why)
    {
        var spec = JobConfigs.OfCleanup(state);
        var place = spec.Destination is { Disk: { } disk } ? $"'{disk.Path}'" : PlaceOf(spec);
        Log.UploadsLeft(environment.Logger, state.JobId, place, why);
        return $"unfinished uploads may be left behind in {place}, look there and remove them: {why}";
    }

    private static string PlaceOf(JobSpec spec) => spec.Destination.Cloud is { } cloud ? $"bucket '{cloud.Bucket}' at {cloud.Endpoint}" : "its destination";
}
