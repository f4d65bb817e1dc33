using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Jobs.Reports;

/// <summary>What a job's master says of it to the silo that shows it.</summary>
/// <param name="View">What a user may know.</param>
/// <param name="Incarnation">The job's, for those who look its state up.</param>
public sealed record JobSnapshot(JobView View, ulong Incarnation)
{
    /// <summary>Machines that read the source; null: any, empty: not known which.</summary>
    public IReadOnlyList<string>? SourceMachines { get; init; }

    /// <summary>Machines that write to the destination, likewise.</summary>
    public IReadOnlyList<string>? DestinationMachines { get; init; }
}
