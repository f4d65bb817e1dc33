namespace OssTransfer.Jobs.Config;

/// <summary>The language of a notice. Values are stored: never reuse a number.</summary>
public enum NoticeLanguage
{
    /// <summary>English.</summary>
    English = 0,

    /// <summary>Chinese.</summary>
    Chinese = 1,
}
