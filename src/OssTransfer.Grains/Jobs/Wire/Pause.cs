using OssTransfer.Contracts;

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>Why a job must pause.</summary>
/// <param name="Reason">What happened, to what.</param>
/// <param name="Code">The exit code of a job that is paused for it.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.pause")]
internal sealed record Pause(string Reason, ExitCode Code)
{
    /// <summary>It may pass by itself: a job with passes goes on when the next one is due.</summary>
    [Id(0)]
    public bool MayPass { get; init; }
}
