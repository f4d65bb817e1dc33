namespace OssTransfer.Contracts.Settings;

/// <summary>What was set for the whole cluster.</summary>
public sealed record SettingsView
{
    /// <summary>Grows with every change; 0: nothing was ever set.</summary>
    public long Version { get; init; }

    /// <summary>When the last change was made; running silos follow within a few seconds. Null: there was none.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Jobs that run at once; null: not set, the silos' own options hold.</summary>
    public int? MaxMasterNum { get; init; }

    /// <summary>Shards that every silo works on at once; null: not set, each silo's own option holds.</summary>
    public int? MaxWorkerNum { get; init; }

    /// <summary>The same for single machines, which overrides it.</summary>
    public IReadOnlyDictionary<string, int> MachineWorkerNum { get; init; } = new Dictionary<string, int>();

    /// <summary>Mail.</summary>
    public MailView Mail { get; init; } = new();
}
