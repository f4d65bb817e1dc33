namespace OssTransfer.Contracts.Jobs;

/// <summary>What is wrong in a <c>job.cfg</c>, or with an option of a command.</summary>
/// <param name="Line">The line, from 1; 0 where no line is to blame (a key is missing).</param>
/// <param name="Key">The key as it stands there, or as it is missing; null where the line has none.</param>
/// <param name="Message">What is wrong and what is allowed, without the key, without any secret.</param>
public sealed record ConfigError(int Line, string? Key, string Message)
{
    /// <summary>For people: line, key, message.</summary>
    public override string ToString() =>
        (Line > 0 ? $"line {Line}: " : "") + (Key is not null ? $"{Key}: " : "") + Message;
}
