using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Proof;

namespace OssTransfer.Transfer;

/// <summary>What all work of an engine shares.</summary>
/// <param name="Contents">Reads into the engine's memory.</param>
/// <param name="ReadBack">Reads again, to prove.</param>
/// <param name="Time">Clock and timers.</param>
internal sealed record EngineWork(ContentReader Contents, ReadBack ReadBack, TimeProvider Time);
