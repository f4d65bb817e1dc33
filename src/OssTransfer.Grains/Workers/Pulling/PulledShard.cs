using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Grains.Workers.Pulling;

/// <summary>A shard that this silo was given. Its holder works on it or gives it back, and disposes it then.</summary>
/// <param name="Job">Its job, open.</param>
/// <param name="Ticket">The right to work on it.</param>
/// <param name="State">The job's durable state, where the kind of shard needs it.</param>
/// <param name="WasPausedSince">The job was paused since the shard was planned.</param>
/// <param name="Board">How far the work on it is.</param>
/// <param name="Turn">Counts the worker that has it as the job's (<see cref="WorkersPerJob"/>) until it is disposed.</param>
internal sealed record PulledShard(OpenJob Job, ShardTicket Ticket, byte[]? State, bool WasPausedSince, FlightBoard Board, IDisposable Turn) : IDisposable
{
    /// <summary>Whether all that this attempt at a move or part shard sent is durable.</summary>
    public bool HasRecordedSends { get; set; } = true;

    public void Dispose() => Turn.Dispose();
}
