namespace OssTransfer.Contracts;

/// <summary>How a command or a run ended, as the program's exit code; a number in JSON. Never change one.</summary>
public enum ExitCode
{
    /// <summary>Done, everything proven.</summary>
    Done = 0,

    /// <summary>Any other error.</summary>
    Error = 1,

    /// <summary>Wrong usage or a wrong job.cfg.</summary>
    Usage = 2,

    /// <summary>Finished with failed objects or differences.</summary>
    Failures = 3,

    /// <summary>A listing or a shard could not be finished.</summary>
    Incomplete = 4,

    /// <summary>Stopped for credentials, endpoint, bucket, clock, quota, space or memory.</summary>
    Stopped = 5,

    /// <summary>The command is not allowed in this state, or there is no such job.</summary>
    NotAllowed = 6,

    /// <summary>No silo answers.</summary>
    NoSilo = 7,

    /// <summary>Interrupted, or the output is no longer read.</summary>
    Interrupted = 130,
}
