namespace OssTransfer.Jobs.Config;

/// <summary>What a check is content with (<c>check-mode</c>). Values are stored: never reuse a number.</summary>
public enum CheckMode
{
    /// <summary>The object exists and has the right size.</summary>
    Head = 1,

    /// <summary>An MD5 proof from the destination's own answers; read back where there is none.</summary>
    Md5 = 2,

    /// <summary>Both sides are read again.</summary>
    Full = 3,
}
