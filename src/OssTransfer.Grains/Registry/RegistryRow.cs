namespace OssTransfer.Grains.Registry;

/// <summary>What the database holds of the registry.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.directory-row")]
internal sealed record RegistryRow
{
    /// <summary>All jobs, in the order they were added.</summary>
    [Id(0)]
    public string[] Jobs { get; init; } = [];

    /// <summary>Jobs with work, in the order they became active.</summary>
    [Id(1)]
    public string[] Active { get; init; } = [];

    /// <summary>What each job of <see cref="Active"/> needs (<c>JobNeed</c>); shorter where an older version wrote it: those wait for their turn.</summary>
    [Id(2)]
    public int[] Needs { get; init; } = [];

    /// <summary>Jobs that run at once, as <c>set</c>; null: the silo's own option holds.</summary>
    [Id(3)]
    public int? MaxMasters { get; init; }

    /// <summary>The version of the settings that <see cref="MaxMasters"/> is from.</summary>
    [Id(4)]
    public long SettingsVersion { get; init; }

    /// <summary>How each of <see cref="Jobs"/> stood when it last said so (<c>JobStatus</c>); empty where an older version wrote the row.</summary>
    [Id(5)]
    public byte[] Statuses { get; init; } = [];
}
