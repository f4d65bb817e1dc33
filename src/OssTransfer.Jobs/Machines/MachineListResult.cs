namespace OssTransfer.Jobs.Machines;

/// <summary>What a <c>machines_ip.cfg</c> says: its entries, or every error in it.</summary>
/// <param name="Entries">Addresses and host names in their order, each once; empty where there are errors.</param>
/// <param name="Errors">In the order of lines.</param>
public sealed record MachineListResult(IReadOnlyList<string> Entries, IReadOnlyList<MachineListError> Errors);
