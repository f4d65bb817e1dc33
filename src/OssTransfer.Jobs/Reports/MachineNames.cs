namespace OssTransfer.Jobs.Reports;

/// <summary>How a user names a machine.</summary>
public static class MachineNames
{
    /// <summary>Whether a text is the silo's name, its address with port, or its address without.</summary>
    public static bool Matches(MachineReport machine, string name)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.Name == name || machine.Address == name || machine.Address[..Math.Max(machine.Address.LastIndexOf(':'), 0)].Trim('[', ']') == name;
    }
}
