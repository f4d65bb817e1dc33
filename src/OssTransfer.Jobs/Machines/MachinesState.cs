using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.Jobs.Machines;

/// <summary>All machines that the cluster knows, and those it should have. Stored as JSON.</summary>
public sealed record MachinesState
{
    private const int Present = 1;

    /// <summary>Nothing is known.</summary>
    public static MachinesState Empty { get; } = new();

    /// <summary>Counts changes of the stored form.</summary>
    public int Version { get; init; } = Present;

    /// <summary>Machines in the order of their first coming; names are unique, whatever their case.</summary>
    public IReadOnlyList<MachineRecord> Machines { get; init => field = value ?? []; } = [];

    /// <summary>Which machines are admitted.</summary>
    public MachineListState List { get; init => field = value ?? new(); } = new();

    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>The stored form.</summary>
    public static byte[] Encode(MachinesState state) => RecordJson.Encode(state);

    /// <summary>Reads the stored form; nothing where nothing was stored.</summary>
    /// <exception cref="InvalidDataException">A newer version of the program wrote it.</exception>
    public static MachinesState Decode(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return Empty;
        }

        var state = RecordJson.Decode<MachinesState>(stored);
        return state.Version <= Present
            ? state
            : throw new InvalidDataException($"The machines were stored by a newer version (form {state.Version}, this one knows {Present}).");
    }

    /// <summary>The machine of this name; null where none ever was.</summary>
    public MachineRecord? Find(string name) => Machines.FirstOrDefault(machine => machine.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
