using OssTransfer.Contracts;

namespace OssTransfer.Jobs.Lifecycle;

/// <summary>What becomes of a command.</summary>
public enum JobCommandAnswer
{
    /// <summary>It is done; the next state may be the present one.</summary>
    Accepted = 1,

    /// <summary>What it asks for is so already, or on its way: nothing is done, and that is no error.</summary>
    Already = 2,

    /// <summary>It waits until the job has left its present state and is decided again then.</summary>
    Wait = 3,

    /// <summary>It is not allowed in this state (<see cref="ExitCode.NotAllowed"/>).</summary>
    Refused = 4,
}
