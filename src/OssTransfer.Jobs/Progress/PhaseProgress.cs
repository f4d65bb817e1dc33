using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Jobs.Progress;

/// <summary>How far one phase of a run is.</summary>
/// <param name="Name">list, transfer, check, delete or report.</param>
/// <param name="State">waiting, running or done.</param>
/// <param name="Done">What is done.</param>
/// <param name="Of">What there is to do; null while unknown.</param>
/// <param name="Cost">What it costs compared with the others.</param>
public sealed record PhaseProgress(string Name, string State, WorkAmount Done, WorkAmount? Of, WorkCost Cost)
{
    /// <summary>All of it; null while unknown.</summary>
    public WorkLoad? Whole => Of is { } of ? Cost.Of(of) : null;

    /// <summary>What is left of it; null while unknown.</summary>
    public WorkLoad? Left => State == PhaseState.Done ? default(WorkLoad)
        : Whole is { } whole && Cost.Of(Done) is var done ? new(Math.Max(0, whole.Objects - done.Objects), Math.Max(0, whole.Bytes - done.Bytes))
        : null;

    /// <summary>As a user sees it.</summary>
    /// <param name="objectBytes">What an object costs besides its bytes.</param>
    public PhaseView ToView(double objectBytes) => new()
    {
        Name = Name,
        State = State,
        Objects = Done.Objects,
        ObjectsOf = Of?.Objects,
        Bytes = Done.Bytes,
        BytesOf = Of?.Bytes,
        Percent = State == PhaseState.Done ? 100
            : Whole?.In(objectBytes) is { } whole and > 0 && Left is { } left ? RunProgress.ToPercent(1 - (left.In(objectBytes) / whole))
            : null,
    };
}
