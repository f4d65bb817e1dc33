namespace OssTransfer.Jobs.Config;

/// <summary>What is sent to <c>notify-url</c>.</summary>
public enum NotifyFormat
{
    /// <summary>All that is known, as one JSON object.</summary>
    Json = 0,

    /// <summary>As a custom robot of a DingTalk group takes it.</summary>
    DingTalk = 1,

    /// <summary>As a custom bot of a Feishu (Lark) group takes it.</summary>
    Feishu = 2,

    /// <summary>As a robot of a WeCom group takes it.</summary>
    WeCom = 3,
}
