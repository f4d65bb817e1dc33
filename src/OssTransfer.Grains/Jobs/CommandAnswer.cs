namespace OssTransfer.Grains.Jobs;

/// <summary>What a command came to.</summary>
/// <param name="Code">An exit code of the contract.</param>
/// <param name="Message">For people.</param>
/// <param name="State">The job's state afterwards; null where there is no job.</param>
/// <param name="Run">The run's number afterwards.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.command-answer")]
internal sealed record CommandAnswer(int Code, string Message, string? State, int Run);
