using OssTransfer.Contracts;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Lifecycle;

/// <summary>Chooses exit codes.</summary>
public static class ExitCodes
{
    /// <summary>The code of a run that has ended. What kept it from being whole weighs more than what failed on the way.</summary>
    public static ExitCode Of(RunEnding ending)
    {
        ArgumentNullException.ThrowIfNull(ending);
        return ending switch
        {
            { IsComplete: false } => ExitCode.Incomplete,
            { Failures: > 0 } => ExitCode.Failures,
            _ => ExitCode.Done,
        };
    }

    /// <summary>The code of a job that is paused: by a problem of this kind, or, where it is null, by the user or by too many failures.</summary>
    public static ExitCode OfPause(StorageErrorKind? problem) =>
        problem is { } kind && Of(kind) == ExitCode.Stopped ? ExitCode.Stopped : ExitCode.Incomplete;

    /// <summary>
    /// The code of a problem that stops a job: <see cref="ExitCode.Stopped"/> where the user must fix the store, the account, the way to it or this machine.
    /// </summary>
    public static ExitCode Of(StorageErrorKind problem) => problem is
        StorageErrorKind.Credentials or StorageErrorKind.Bucket or StorageErrorKind.Clock or
        StorageErrorKind.Quota or StorageErrorKind.NoSpace or StorageErrorKind.NoMemory or StorageErrorKind.Unreachable
            ? ExitCode.Stopped
            : ExitCode.Error;

    /// <summary>The code of a command.</summary>
    public static ExitCode Of(JobCommandAnswer answer) => answer == JobCommandAnswer.Refused ? ExitCode.NotAllowed : ExitCode.Done;
}
