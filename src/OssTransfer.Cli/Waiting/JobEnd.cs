using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Waiting;

/// <summary>The exit code of a job, for a command that waits for it or has <c>--exit-code</c>.</summary>
internal static class JobEnd
{
    // Without a code the run hasn't ended: it goes on, or its user has paused it.
    public static ExitCode Of(JobView job) => job is { IsActive: false, ExitCode: { } code } ? code : ExitCode.Incomplete;
}
