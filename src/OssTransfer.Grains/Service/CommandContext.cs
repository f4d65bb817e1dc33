namespace OssTransfer.Grains.Service;

/// <summary>Who gives a command. A command that repeats an id is answered, not done again.</summary>
/// <param name="CommandId">Chosen by the caller, unique, at most 64 characters.</param>
/// <param name="Who">User and host, for the log.</param>
public sealed record CommandContext(string CommandId, string Who)
{
    /// <summary>The caller's language, <c>en</c> or <c>zh</c>; null: not known.</summary>
    public string? Language { get; init; }
}
