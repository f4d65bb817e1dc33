namespace OssTransfer.Jobs.Notices;

/// <summary>Why a notice is sent. Values are stored: never reuse a number.</summary>
public enum NoticeCause
{
    /// <summary>The first pass of a job ended, however it did.</summary>
    FirstPass = 1,

    /// <summary>A pass ended otherwise than with everything proven, after one that did.</summary>
    Errors = 2,

    /// <summary>The system paused a job.</summary>
    Paused = 3,

    /// <summary>A pass ended with everything proven, after what wasn't in order.</summary>
    Recovered = 4,

    /// <summary>Another pass ended as the one before, and the job asks for a notice of every pass.</summary>
    EveryPass = 5,

    /// <summary>A machine of the cluster was lost.</summary>
    MachineLost = 6,

    /// <summary>A day has gone by while passes ran.</summary>
    Daily = 7,

    /// <summary>Many notices in one.</summary>
    Digest = 8,

    /// <summary>A test whether mail arrives.</summary>
    Test = 9,
}
