namespace OssTransfer.Jobs.Config;

/// <summary>Whether a key can be used.</summary>
public enum JobKeyState
{
    /// <summary>It works.</summary>
    Available = 0,

    /// <summary>A key of old files: accepted with a note, without effect.</summary>
    Obsolete = 1,
}
