namespace OssTransfer.Jobs.Settings;

/// <summary>What a user typed after <c>set</c>; null: not given. The mail options hold a password, so this is never printed.</summary>
public sealed class SettingsInput
{
    /// <summary><c>--max-master-num</c>.</summary>
    public string? MaxMasterNum { get; init; }

    /// <summary><c>--max-worker-num</c>.</summary>
    public string? MaxWorkerNum { get; init; }

    /// <summary><c>--ip</c>: a silo's name or address.</summary>
    public string? Machine { get; init; }

    /// <summary><c>--msg_from</c>.</summary>
    public string? MsgFrom { get; init; }

    /// <summary><c>--msg_to</c>.</summary>
    public string? MsgTo { get; init; }
}
