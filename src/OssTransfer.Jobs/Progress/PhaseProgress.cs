using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Jobs.Progress;

/// <summary>How far one phase of a run is.</summary>
/// <param name="Name">list, transfer, check, delete or report.</param>
/// <param name="State">waiting, running or done.</param>
/// <param name="Done">What is done.</param>
/// <param name="Of">What there is to do; null while unknown.</param>
/// <param name="Cost">What it costs beside the others.</param>
public sealed record PhaseProgress(string Name, string State, WorkAmount Done, WorkAmount? Of, WorkCost Cost)
{
    /// <summary>From 0 to 1; null while it is unknown what there is to do.</summary>
    public double? Fraction => State == PhaseState.Done ? 1 : Of is not { } of ? null : Cost.Of(of) is var whole and > 0
        ? Math.Clamp(Cost.Of(Done) / whole, 0, 1)
        : null;

    /// <summary>As a user sees it.</summary>
    public PhaseView ToView() => new()
    {
        Name = Name,
        State = State,
        Objects = Done.Objects,
        ObjectsOf = Of?.Objects,
        Bytes = Done.Bytes,
        BytesOf = Of?.Bytes,
        Percent = Fraction is { } fraction ? RunProgress.ToPercent(fraction) : null,
    };
}
