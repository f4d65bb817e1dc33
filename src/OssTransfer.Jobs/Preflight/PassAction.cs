namespace OssTransfer.Jobs.Preflight;

/// <summary>What a pass would do with an object.</summary>
public enum PassAction
{
    /// <summary>It would be sent.</summary>
    Send = 0,

    /// <summary>It is there already: nothing is sent.</summary>
    Skip = 1,

    /// <summary>Something else is there that may not be replaced.</summary>
    Conflict = 2,

    /// <summary>No listing shows whether it is the same: both sides are looked at when its turn comes.</summary>
    Read = 3,

    /// <summary>It can't be moved.</summary>
    Fail = 4,

    /// <summary>It would be deleted at the destination.</summary>
    Delete = 5,

    /// <summary>A check finds the same on both sides.</summary>
    Equal = 6,

    /// <summary>A check doesn't find it at the destination.</summary>
    Missing = 7,

    /// <summary>A check finds another content at the destination.</summary>
    Different = 8,

    /// <summary>A check can't compare it.</summary>
    Unreadable = 9,

    /// <summary>A check finds it at the destination only.</summary>
    Extra = 10,
}
