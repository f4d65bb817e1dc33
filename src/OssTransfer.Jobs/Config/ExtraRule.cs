namespace OssTransfer.Jobs.Config;

/// <summary>What a check job makes of objects that only the destination has (<c>check-extra</c>). Values are stored: never reuse a number.</summary>
public enum ExtraRule
{
    /// <summary>They are counted and listed.</summary>
    Report = 1,

    /// <summary>They are differences.</summary>
    Fail = 2,
}
