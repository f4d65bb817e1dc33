using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Machines;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Silo.Api;

/// <summary>From what the silo knows to what goes over the wire.</summary>
public static class ReportViews
{
    /// <summary>A job.</summary>
    public static JobView From(JobReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JobView
        {
            JobId = report.JobId,
            State = report.State,
            Reason = report.Reason,
            Run = report.Run,
            ExitCode = report.ExitCode,
            Objects = From(report.Objects),
            Bytes = new ByteNumbers { Listed = report.Bytes.Listed, Transferred = report.Bytes.Transferred, Sent = report.Bytes.Sent },
            ObjectsPerSecond = Math.Round(report.ObjectsPerSecond, 1),
            BytesPerSecond = (long)report.BytesPerSecond,
            EtaSeconds = report.EtaSeconds is { } seconds ? (long)Math.Ceiling(seconds) : null,
            ListingComplete = report.ListingComplete,
            Proofs = report.Proofs,
            StartedAt = report.StartedAt,
            FinishedAt = report.FinishedAt,
            NextPassAt = report.NextPassAt,
            Phase = report.Phase,
            Check = report.Check is { } check ? From(check) : null,
            SourceUnproven = report.SourceUnproven,
            StateBytes = report.StateBytes,
            History = [.. report.History.Select(From)],
            NotCarried = From(report.NotCarried),
        };
    }

    /// <summary>An earlier run.</summary>
    public static RunView From(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunView
        {
            Run = run.Number,
            ExitCode = run.ExitCode,
            StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt,
            Listed = run.Listed,
            Transferred = run.Transferred,
            Skipped = run.Skipped,
            Failed = run.Failed,
            BytesTransferred = run.BytesTransferred,
        };
    }

    /// <summary>How far a list has arrived.</summary>
    public static ListProgress From(ListAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new() { Code = answer.Code, Message = answer.Message, Next = answer.Next, IsComplete = answer.IsComplete };
    }

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
            KeyBase64 = line.Key.IsUtf8 ? null : Convert.ToBase64String(line.Key.Bytes),
            Size = line.Size,
            Reason = line.Reason,
            Phase = line.Phase,
            Run = line.Run,
        };
    }

    /// <summary>An answer.</summary>
    public static CommandAnswer From(ServiceAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new CommandAnswer
        {
            Code = answer.Code,
            Message = answer.Message,
            JobId = answer.JobId,
            State = answer.State,
            Run = answer.Run,
            Notes = answer.Notes,
            Errors = [.. answer.Errors.Select(e => new ConfigErrorView { Line = e.Line, Key = e.Key, Message = e.Message })],
        };
    }

    private static ObjectNumbers From(ObjectCounts counts) => new()
    {
        Listed = counts.Listed,
        Transferred = counts.Transferred,
        Sent = counts.Sent,
        Skipped = counts.Skipped,
        Excluded = counts.Excluded,
        Gone = counts.Gone,
        NeedsRestore = counts.NeedsRestore,
        Conflict = counts.Conflict,
        Failed = counts.Failed,
    };

    private static NotCarriedNumbers From(NotCarriedCounts counts) => new()
    {
        SpecialFiles = counts.SpecialFiles,
        DirectoryLinks = counts.DirectoryLinks,
        EmptyDirectories = counts.EmptyDirectories,
        HardLinks = counts.HardLinks,
        Metadata = counts.Metadata,
    };

    private static CheckNumbers From(CheckProgress check) => new()
    {
        Objects = check.Objects,
        Checked = check.Checked,
        Differences = check.Differences,
        BytesRead = check.BytesRead,
    };
}
