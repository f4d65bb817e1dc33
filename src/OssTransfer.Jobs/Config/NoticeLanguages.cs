namespace OssTransfer.Jobs.Config;

/// <summary>How languages are named: <c>en</c>, <c>zh</c>.</summary>
public static class NoticeLanguages
{
    /// <summary>The name.</summary>
    public static string NameOf(NoticeLanguage language) => language == NoticeLanguage.Chinese ? "zh" : "en";

    /// <summary>The language of a name, of a locale such as <c>zh_CN.UTF-8</c> as well; English where it is another one or none.</summary>
    public static NoticeLanguage Of(string? name) =>
        name?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? NoticeLanguage.Chinese : NoticeLanguage.English;
}
