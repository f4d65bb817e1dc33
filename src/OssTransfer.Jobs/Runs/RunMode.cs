namespace OssTransfer.Jobs.Runs;

/// <summary>What a run takes up. Values are stored: never reuse a number.</summary>
public enum RunMode
{
    /// <summary>Everything listed; what is equal is skipped.</summary>
    Changes = 1,

    /// <summary>Everything listed is sent.</summary>
    All = 2,

    /// <summary>Only what failed in the run before.</summary>
    Failed = 3,

    /// <summary>Of a check job: what the run before found to be missing or different is moved.</summary>
    Repair = 4,
}
