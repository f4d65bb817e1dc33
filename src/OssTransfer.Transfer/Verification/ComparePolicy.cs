namespace OssTransfer.Transfer.Verification;

/// <summary>When an object that stands at the destination already counts as equal, so that it isn't sent.</summary>
public enum ComparePolicy
{
    /// <summary>Equal size, and comparable digests or what was recorded of both sides. Times never decide.</summary>
    Auto = 0,

    /// <summary>Equal size.</summary>
    Size = 1,

    /// <summary>Equal size, and the destination is not older than the source, unless digests differ.</summary>
    Time = 2,

    /// <summary>Equal digests only; content is read where a side publishes none.</summary>
    Digest = 3,

    /// <summary>Never: each pass sends everything that it may replace.</summary>
    Always = 4,
}
