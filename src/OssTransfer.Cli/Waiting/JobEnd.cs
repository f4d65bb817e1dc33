using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Cli.Waiting;

/// <summary>The exit code of a job, for those who wait for it or ask with <c>--exit-code</c>.</summary>
internal static class JobEnd
{
    public static ExitCode Of(JobView job) => job switch
    {
        { State: "paused", Reason: { Length: > 0 } } => ExitCode.Stopped,
        { ExitCode: { } code } when !job.IsActive => (ExitCode)code,
        _ => ExitCode.Incomplete,
    };
}
