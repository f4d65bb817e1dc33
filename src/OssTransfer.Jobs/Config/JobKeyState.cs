namespace OssTransfer.Jobs.Config;

/// <summary>Whether a key can be used.</summary>
public enum JobKeyState
{
    /// <summary>It works.</summary>
    Available = 0,

    /// <summary>Only its default is accepted; another value is refused by name.</summary>
    DefaultOnly = 1,

    /// <summary>Any value is refused by name: this version cannot do it.</summary>
    NotAvailable = 2,

    /// <summary>A key of old files: accepted with a note, without effect.</summary>
    Obsolete = 3,
}
