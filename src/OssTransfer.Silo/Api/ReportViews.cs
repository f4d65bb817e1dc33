using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Silo.Api;

/// <summary>From what the silo knows to what goes over the wire.</summary>
public static class ReportViews
{
    /// <summary>A silo.</summary>
    public static MachineView From(MachineReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new MachineView
        {
            Name = report.Name,
            Address = report.Address,
            Version = report.Version,
            State = report.State,
            Alive = report.Alive,
            LastSeen = report.LastSeen,
            Since = report.Since,
            Draining = report.IsDraining,
            Note = report.Note,
            WorkersBusy = report.WorkersBusy,
            Workers = report.Workers,
            BytesPerSecond = (long)report.BytesPerSecond,
            ObjectsPerSecond = Math.Round(report.ObjectsPerSecond, 1),
            Cpu = Math.Round(report.Cpu, 2),
            MemoryBytes = report.MemoryBytes,
        };
    }

    /// <summary>A failure.</summary>
    public static FailureView From(FailureLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new FailureView
        {
            Key = line.Key.ToString(),
            KeyBase64 = KeyText.Base64Of(line.Key),
            Size = line.Size,
            Reason = line.Reason,
            Phase = line.Phase,
            Run = line.Run,
            Group = line.Group,
        };
    }
}
