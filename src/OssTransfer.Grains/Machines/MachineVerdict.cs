namespace OssTransfer.Grains.Machines;

/// <summary>What is known of the machines that are to see a job's directories.</summary>
/// <param name="Problems">What speaks against the job; the user may confirm it nevertheless.</param>
/// <param name="Notes">Worth knowing.</param>
/// <param name="SeesSource">This machine is among those that read the source.</param>
/// <param name="SeesDestination">This machine is among those that write the destination.</param>
internal sealed record MachineVerdict(IReadOnlyList<string> Problems, IReadOnlyList<string> Notes, bool SeesSource, bool SeesDestination)
{
    public static MachineVerdict Nothing { get; } = new([], [], true, true);
}
